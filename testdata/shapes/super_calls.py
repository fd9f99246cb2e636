from awsglue.context import GlueContext
from pyspark.context import SparkContext


class Base:
    def __init__(self, glue_context, table):
        self.glue_context = glue_context
        self.table = table

    def load(self):
        return self.glue_context.create_dynamic_frame.from_catalog(database="db", table_name=self.table)

    def tidy(self, frame):
        return frame.drop_fields(["x"])


class Job(Base):
    def __init__(self, glue_context, table, day):
        super().__init__(glue_context, table)
        self.day = day

    def load(self):
        return super().load().rename_field("a", "b")

    def run(self):
        return super().tidy(self.load()).toDF()


job = Job(GlueContext(SparkContext.getOrCreate()), "bikes", 1)
job.run().show()

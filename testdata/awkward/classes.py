import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext


class MyContext(GlueContext):
    """A subclass of Glue's context."""


class Base:
    def __init__(self):
        self.sc = SparkContext.getOrCreate()
        self.glue_context = GlueContext(self.sc)
        self.spark = self.glue_context.spark_session
        self.logger = self.glue_context.get_logger()
        self.job = Job(self.glue_context)

    def read(self, table):
        self.frame = self.glue_context.create_dynamic_frame.from_catalog(database="depot", table_name=table)
        return self.frame.toDF()


class Locks(Base):
    def run(self):
        super().__init__()
        self.logger.info("run")
        self.read("locks").show()
        self.frame.drop_fields(["pin"]).toDF().show()
        self.job.commit()


Locks().run()

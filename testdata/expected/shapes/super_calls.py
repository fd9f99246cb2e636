from pyspark.sql import SparkSession


class Base:
    def __init__(self, spark, table):
        self.glue_context = spark
        self.table = table

    def load(self):
        return self.glue_context.read.table(f"db.{self.table}")

    def tidy(self, frame):
        return frame.drop("x")


class Job(Base):
    def __init__(self, spark, table, day):
        super().__init__(spark, table)
        self.day = day

    def load(self):
        return super().load().withColumnRenamed("a", "b")

    def run(self):
        return super().tidy(self.load())


job = Job(SparkSession.builder.getOrCreate(), "bikes", 1)
job.run().show()

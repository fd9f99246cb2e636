import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext


def start():
    context = GlueContext(SparkContext.getOrCreate())
    spark = context.spark_session
    job = Job(context)
    return context, spark, job


class Loader:
    def __init__(self):
        # What is assigned to stays what it is, also as part of a tuple.
        self.context, self.spark, _ = start()
        for self.other, self.name in [(start()[0], "a")]:
            self.load(self.name)

    def load(self, name):
        # A session is in the tuple by now, and a call that stays needs a context.
        return self.context.create_dynamic_frame.from_ctalog(database="rides", table_name=name)


glue_context, spark, job = start()
trips = glue_context.create_dynamic_frame.from_catalog(database="rides", table_name="trips")
stations = glue_context.create_dynamic_frame.from_ctalog(database="rides", table_name="stations")
first = start()[0]
bikes = first.create_dynamic_frame.from_ctalog(database="rides", table_name="bikes")
# The session is still needed.
second = GlueContext(SparkContext.getOrCreate())
second.spark_session.sql("select 1").show()
del second, bikes
spark.sql("select 2").show()

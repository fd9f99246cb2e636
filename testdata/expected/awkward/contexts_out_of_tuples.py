import sys

from awsglue.context import GlueContext
from pyspark.sql import SparkSession
from pyspark.context import SparkContext


def start():
    spark = SparkSession.builder.getOrCreate()
    job = None
    return spark, spark, job


class Loader:
    def __init__(self):
        # What is assigned to stays what it is, also as part of a tuple.
        self.context, self.spark, _ = start()
        for self.other, self.name in [(start()[0], "a")]:
            self.load(self.name)

    def load(self, name):
        # A session is in the tuple by now, and a call that stays needs a context.
        return GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_ctalog(database="rides", table_name=name)


glue_context, spark, job = start()
trips = glue_context.read.table("rides.trips")
stations = GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_ctalog(database="rides", table_name="stations")
first = start()[0]
bikes = GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_ctalog(database="rides", table_name="bikes")
# The session is still needed.
second = GlueContext(SparkContext.getOrCreate())
spark.sql("select 1").show()
del second, bikes
spark.sql("select 2").show()

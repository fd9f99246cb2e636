from pyspark.sql import SparkSession
from queries import QUERIES


def run_query(spark, sql, frames, name):
    """Runs a query over frames."""
    for view, frame in frames.items():
        frame.createOrReplaceTempView(view)
    return spark.sql(sql)


spark = SparkSession.builder.getOrCreate()

trips = spark.read.table("velora.trips")
# the view has a name of its own, so the query may come from anywhere
trips.createOrReplaceTempView("trips")
first = spark.sql(QUERIES["first"])
# this one would take the name of the other
second = run_query(spark, QUERIES["second"], {"trips": first}, "second")
second.write.mode("overwrite").parquet("s3://velora/second/")

"""A notebook that was put together from two others: contexts and sessions are made again and again."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

trips = spark.read.json("s3://rides/trips/")
trips.show()


def stations():
    session = spark
    return session.read.json("s3://rides/stations/")

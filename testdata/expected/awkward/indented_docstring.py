"""Keeps the rides of one day.

Parameters:
  --day     the day
  --target  where the rides go
"""
import sys

from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

# Where the rides come from
rides = spark.read.table("bikes.rides")

mapped = rides.select(
    F.col("id").alias("ride_id"),
    F.col("started at").try_cast("timestamp").alias("started_at"),
    F.col("ended at").try_cast("timestamp").alias("ended_at"),
)
mapped.show()

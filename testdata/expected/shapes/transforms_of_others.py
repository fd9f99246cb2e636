"""A star of a module that nobody knows may bring what Glue's transforms are called."""

from pyspark.sql import SparkSession
from bikes.steps import *

spark = SparkSession.builder.getOrCreate()
rides = spark.read.table("bikes.rides")
kept = Filter.apply(frame=rides, f=lambda row: row["ride_id"] > 0)

"""Reads what the other job wrote."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

rides = spark.read.format("delta").load("s3://depot/clean/rides").where("day > '2024'")
one_day = (
    spark.read.format("delta")
    .load("s3://depot/clean/rides")
    .where("`day` = '2024-01-01'")
    .drop("day")
)
some = (
    spark.read.format("delta")
    .load("s3://depot/clean/rides")
    .where("`day` = '2024-01-01'")
    .drop("day")
)
docks = spark.read.table("depot.docks")
old = spark.read.format("delta").option("mergeSchema", "true").load("s3://depot/archive/rides/")
copy = (
    spark.read
    .format("delta")
    .load("s3://depot/raw/copy")
)
other = spark.read.parquet("s3://depot/clean/ridesharing/")
rides.join(docks, "dock").show()
print(one_day, some, old, copy, other)

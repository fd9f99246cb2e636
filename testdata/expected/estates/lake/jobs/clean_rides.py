"""Writes the clean rides, and the docks as a table of the catalog."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

raw = spark.read.parquet("s3://depot/raw/rides/")
(
    spark.read.format("json")
    .option("mode", "DROPMALFORMED")
    .load("s3://depot/landing/rides/")
    .write.format("delta")
    .mode("append")
    .partitionBy("day")
    .save("s3://depot/clean/rides/")
)
docks = spark.read.table("depot.docks_raw")
(
    docks.write.format("delta")
    .mode("append")
    .option("mergeSchema", "true")
    .saveAsTable("depot.docks")
)
raw.write.mode("overwrite").format("delta").save("s3://depot/archive/rides")
raw.write.format("delta").mode("append").save("s3://depot/raw/copy")

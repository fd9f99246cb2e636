# Glue reads a doubled quote as one quote; Spark escapes by a backslash.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

notes = (
    spark.read.format("csv")
    .option("header", "true")
    .option("sep", ";")
    .option("escape", '"')
    .load("s3://clinic-in/notes/")
)
notes.show()

# Glue keeps the white space around values of XML; Spark trims it.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

letters = (
    spark.read.format("xml")
    .option("rowTag", "letter")
    .option("ignoreSurroundingSpaces", "false")
    .load("s3://clinic-in/letters/")
)
letters.show()

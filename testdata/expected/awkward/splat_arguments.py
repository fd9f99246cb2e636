from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
a = spark.read.table("depot.locks")
b = spark.read.table("depot.locks")
c = spark.read.table("depot.locks")
d = spark.read.format("json").option("mode", "DROPMALFORMED").load("s3://depot/in/")
e = (
    spark.read.format("json")
    .option("mode", "DROPMALFORMED")
    .option("recursiveFileLookup", "true")
    .load("s3://depot/in/")
)

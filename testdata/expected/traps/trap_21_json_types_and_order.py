# Spark reads whole numbers as bigint and orders the columns by name.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

visits = spark.read.format("json").option("mode", "DROPMALFORMED").load("s3://clinic-in/visits/")
typed = visits.select("ward", F.col("beds").try_cast("int").alias("beds"))
typed.toDF("ward", "beds").show()

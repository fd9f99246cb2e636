# A value that does not convert is null and never stops the job.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

visits = (
    spark.read.format("json")
    .option("mode", "DROPMALFORMED")
    .load("s3://clinic-in/visits/")
)
typed = visits.select(
    F.col("beds").try_cast("int").alias("beds"),
    F.col("day").try_cast("date").alias("day"),
    F.col("temperature").try_cast("double").alias("temperature"),
    "ward",
)
typed.show()

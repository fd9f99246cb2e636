# Delta takes no blanks or brackets in the names of columns.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
per_ward = visits.groupBy("ward").agg({"amount": "sum"})
(
    visits.select(F.col("id").alias("visit id"), "ward")
    .write.format("delta")
    .mode("append")
    .option("delta.columnMapping.mode", "name")
    .save("s3://clinic-out/names/")
)
(
    per_ward.write.format("delta")
    .mode("append")
    .option("delta.columnMapping.mode", "name")
    .save("s3://clinic-out/sums/")
)

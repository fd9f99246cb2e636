# A decimal without precision has two places in Glue and none in Spark.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

bills = spark.read.table("clinic.bills")
typed = bills.select(
    F.col("amount").try_cast("decimal(10,2)").alias("amount"),
    F.col("tax").try_cast("decimal(6,3)").alias("tax"),
)
resolved = typed.withColumn("amount", F.col("amount").try_cast("decimal(10,2)"))
resolved.show()

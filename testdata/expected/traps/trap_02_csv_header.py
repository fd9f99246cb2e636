# Glue writes a header and reads none; Spark reads and writes none.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

with_header = (
    spark.read.format("csv")
    .option("header", "true")
    .option("escape", '"')
    .load("s3://clinic-in/wards/")
)
without = (
    spark.read.format("csv")
    .option("escape", '"')
    .load("s3://clinic-in/beds/")
    .transform(lambda df: df.toDF(*[f"col{i}" for i in range(len(df.columns))]))
)
(
    with_header.write.format("csv")
    .mode("append")
    .option("header", "true")
    .option("escape", '"')
    .option("ignoreLeadingWhiteSpace", "false")
    .option("ignoreTrailingWhiteSpace", "false")
    .save("s3://clinic-out/wards/")
)
(
    without.withColumnRenamed("col0", "bed")
    .write.format("csv")
    .mode("append")
    .option("header", "false")
    .option("escape", '"')
    .option("ignoreLeadingWhiteSpace", "false")
    .option("ignoreTrailingWhiteSpace", "false")
    .save("s3://clinic-out/beds/")
)

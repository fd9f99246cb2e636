from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
glueContext.purge_s3_path("s3://lake/out", {"retentionPeriod": 0})
print("empty")
glueContext.write_dynamic_frame.from_options(
    orders, "s3", {"path": "s3://lake/out/", "partitionKeys": []}, "parquet"
)
glueContext.purge_s3_path("s3://lake/out/day=a/", {"retentionPeriod": 0})
left = spark.read.parquet("s3://lake/out")

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
schema = glueContext.get_catalog_schema_as_spark_schema("sales", "orders")
df = spark.createDataFrame([], schema)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

positional = glueContext.create_dynamic_frame_from_catalog("raw", "orders")
name_space = glueContext.create_dynamic_frame.from_catalog(name_space="raw", table_name="orders")

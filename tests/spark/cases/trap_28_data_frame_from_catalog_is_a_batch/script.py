from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

df = glueContext.create_data_frame.from_catalog(database="sales", table_name="orders")

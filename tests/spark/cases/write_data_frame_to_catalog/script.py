from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

df = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders").toDF()
glueContext.write_data_frame.from_catalog(frame=df, database="gold", table_name="orders")

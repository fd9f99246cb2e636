from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
lines = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="lines")
j = Join.apply(frame1=orders, frame2=lines, keys1=["a", "b"], keys2=["a", "b"], transformation_ctx="j")

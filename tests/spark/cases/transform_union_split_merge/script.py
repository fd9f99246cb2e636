from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

old = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="old")
stage = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="stage")
merged = old.mergeDynamicFrame(stage, ["id"], "merged")

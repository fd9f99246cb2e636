from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
greater_or_keep = Filter.apply(frame=d, f=lambda x: x["n"] > 10 or x["s"] == "keep")
keep_or_greater = Filter.apply(frame=d, f=lambda x: x["s"] == "keep" or x["n"] > 10)
not_greater = Filter.apply(frame=d, f=lambda x: not x["n"] > 10)

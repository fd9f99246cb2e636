from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
named = SplitFields.apply(frame=d, paths=["id", "s"], name1="left", name2="right")
bare = SplitFields.apply(frame=d, paths=["id"])

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

names = [("a", "long"), ("b", "string")]
mappings = [(name, "string", name + "_new", kind) for name, kind in names]
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
m = ApplyMapping.apply(frame=d, mappings=mappings)

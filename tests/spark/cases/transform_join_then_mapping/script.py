from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

left = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="left")
right = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="right")
j = Join.apply(left, right, "id", "id")
m = j.apply_mapping([("id", "long", "id", "long"), ("`.v`", "string", "mine", "string"), ("v", "string", "theirs", "string")])

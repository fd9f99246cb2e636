from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
m = ApplyMapping.apply(
    frame=d,
    mappings=[
        ("id", "string", "id", "int"),
        ("qty", "string", "qty", "int"),
        ("price", "string", "price", "double"),
        ("day", "string", "day", "date"),
        ("big", "long", "big", "int"),
    ],
)

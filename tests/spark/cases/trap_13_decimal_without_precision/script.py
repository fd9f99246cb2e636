from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
m = ApplyMapping.apply(
    frame=d,
    mappings=[
        ("id", "long", "id", "long"),
        ("amt", "string", "amt", "decimal"),
        ("amt", "string", "exact", "decimal(12,4)"),
    ],
)

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
m = ApplyMapping.apply(
    frame=d,
    mappings=[
        ("name", "string", "name", "string"),
        ("zip", "string", "addr.zip", "string"),
        ("city", "string", "addr.city", "string"),
        ("`a.b`", "string", "c", "string"),
        ("home.street", "string", "street", "string"),
        ("name", "string", "`x.y`", "string"),
    ],
)

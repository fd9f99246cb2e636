from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
m = ApplyMapping.apply(
    frame=d,
    mappings=[
        ("a", "String", "a", "bigint"),
        ("a", "string", "a2", "SMALLINT"),
        ("a", "string", "a3", "tinyint"),
        ("b", "long", "b", "integer"),
        ("b", "bigint", "b2", "string"),
        ("c", "string", "c", "float"),
        ("d", "string", "d", "boolean"),
        ("e", "string", "e", "timestamp"),
        ("f", "double", "f", "decimal(8,3)"),
        ("g", "string", "g", "Long"),
        ("a", "string", "h", "varchar(20)"),
    ],
)

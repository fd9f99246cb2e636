from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

named = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/in/"]},
    format="xml",
    format_options={"rowTag": "r", "attributePrefix": "@", "valueTag": "#"},
)
bare = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/in/"]},
    format="xml",
    format_options={"rowTag": "r", "excludeAttribute": True},
)

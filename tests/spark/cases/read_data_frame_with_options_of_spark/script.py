from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

df = glueContext.create_data_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/in/"]},
    format="csv",
    format_options={"header": "true", "sep": ";"},
)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

semicolon = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/semi/"]},
    format="csv",
    format_options={"withHeader": True, "separator": ";"},
)
bare = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/bare/"]},
    format="csv",
    format_options={"withHeader": True, "quoteChar": -1},
)
lines = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/lines/"]},
    format="csv",
    format_options={"withHeader": True, "multiLine": True},
)

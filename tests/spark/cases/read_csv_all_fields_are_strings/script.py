from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/a/", "s3://lake/b/"], "groupFiles": "inPartition", "groupSize": "1048576"},
    format="csv",
    format_options={"withHeader": "true", "optimizePerformance": True},
)

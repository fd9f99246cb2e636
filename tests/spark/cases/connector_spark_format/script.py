from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_options(
    connection_type="custom.spark", connection_options={"className": "json", "path": "s3://lake/in/"}
)
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type="custom.spark", connection_options={"className": "json", "path": "s3://lake/out/"}
)

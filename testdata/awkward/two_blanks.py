from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def load(name):
  if name:
    frame = glueContext.create_dynamic_frame.from_options(
        connection_type="s3", connection_options={"paths": ["s3://bucket/orders/", "s3://bucket/returns/"]}, format="json"
    )
    glueContext.write_dynamic_frame.from_options(
      frame=frame, connection_type="s3", connection_options={"path": "s3://bucket/out", "partitionKeys": ["day"]}, format="json"
    )


load("orders")

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type="delta", connection_options={"path": "s3://lake/out/"}
)

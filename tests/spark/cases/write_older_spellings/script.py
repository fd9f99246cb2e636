from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
glueContext.write_dynamic_frame_from_options(d, "s3", {"path": "s3://lake/one/"}, "json")
glueContext.write_from_options(
    frame_or_dfc=d, connection_type="s3", connection_options={"path": "s3://lake/two/"}, format="json"
)
d.write("s3", {"path": "s3://lake/three/"}, "parquet")

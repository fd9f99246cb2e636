# Glue writes a header and reads none; Spark reads and writes none.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

with_header = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://clinic-in/wards/"]},
    format="csv",
    format_options={"withHeader": True},
)
without = glueContext.create_dynamic_frame.from_options(
    connection_type="s3", connection_options={"paths": ["s3://clinic-in/beds/"]}, format="csv"
)
glueContext.write_dynamic_frame.from_options(
    frame=with_header, connection_type="s3", connection_options={"path": "s3://clinic-out/wards/"}, format="csv"
)
glueContext.write_dynamic_frame.from_options(
    frame=without.rename_field("col0", "bed"),
    connection_type="s3",
    connection_options={"path": "s3://clinic-out/beds/"},
    format="csv",
    format_options={"writeHeader": False},
)

# The csv writer of Spark takes blanks off the ends of values.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
glueContext.write_dynamic_frame.from_options(
    frame=visits,
    connection_type="s3",
    connection_options={"path": "s3://clinic-out/visits/"},
    format="csv",
    format_options={"separator": "|", "quoteChar": -1},
)

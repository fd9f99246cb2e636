# Glue reads a doubled quote as one quote; Spark escapes by a backslash.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

notes = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://clinic-in/notes/"]},
    format="csv",
    format_options={"withHeader": True, "separator": ";", "quoteChar": '"'},
)
notes.toDF().show()

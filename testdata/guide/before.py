from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
# ... boilerplate setup ...
glue_context = GlueContext(SparkContext.getOrCreate())

datasource0 = glue_context.create_dynamic_frame.from_catalog(
    database = "source_db",
    table_name = "raw_events"
)

# Use a Glue-specific 'ResolveChoice' transform to handle mixed types
resolved_frame = datasource0.resolveChoice(specs = [('user_id','cast:long')])

# Convert to Spark DataFrame for some operations, then back
spark_df = resolved_frame.toDF()
spark_df_filtered = spark_df.filter("event_type = 'purchase'")
result_dynamic_frame = DynamicFrame.fromDF(spark_df_filtered, glue_context, "result")

# Write out using Glue's writer
glue_context.write_dynamic_frame.from_options(
    frame = result_dynamic_frame,
    connection_type = "s3",
    connection_options = {"path": "s3://output-path/"},
    format = "parquet"
)

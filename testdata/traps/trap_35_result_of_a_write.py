# A write gives the rows that failed, not those that were written.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
unread = glueContext.write_dynamic_frame.from_options(
    frame=visits, connection_type="s3", connection_options={"path": "s3://clinic-out/a/"}, format="json"
)
failed = glueContext.write_dynamic_frame.from_options(
    frame=visits, connection_type="s3", connection_options={"path": "s3://clinic-out/b/"}, format="json"
)
print(failed.count())

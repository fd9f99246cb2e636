# A purge keeps files that are younger than seven days.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

glueContext.purge_s3_path("s3://clinic-out/old/")
glueContext.purge_s3_path("s3://clinic-out/tmp/", {"retentionPeriod": 0})
visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
visits.toDF().show()

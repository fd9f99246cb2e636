"""Keeps the rides of one day.

Parameters:
  --day     the day
  --target  where the rides go
"""
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.transforms import ApplyMapping
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext())

# Set the job up
job = Job(glueContext)
args = {"JOB_NAME": "rides"}
job.init(args["JOB_NAME"], args)

# Where the rides come from
source = {"database": "bikes", "table_name": "rides"}
rides = glueContext.create_dynamic_frame.from_catalog(
    **source,
    transformation_ctx="rides",
)

mapped = ApplyMapping.apply(
    frame=rides,
    mappings=[
        ("id", "long", "ride_id", "long"),
        ("started at", "string", "started_at", "timestamp"),
        ("ended at", "string", "ended_at", "timestamp"),
    ],
)
mapped.toDF().show()
job.commit()

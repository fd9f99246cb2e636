import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue import DynamicFrame
from queries import QUERIES


def run_query(ctx, sql, frames, name):
    """Runs a query over frames."""
    for view, frame in frames.items():
        frame.toDF().createOrReplaceTempView(view)
    return DynamicFrame.fromDF(ctx.spark_session.sql(sql), ctx, name)


args = getResolvedOptions(sys.argv, ["JOB_NAME"])
glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

trips = glueContext.create_dynamic_frame.from_catalog("velora", "trips")
# the view has a name of its own, so the query may come from anywhere
first = run_query(glueContext, QUERIES["first"], {"trips": trips}, "first")
# this one would take the name of the other
second = run_query(glueContext, QUERIES["second"], {"trips": first}, "second")
second.toDF().write.mode("overwrite").parquet("s3://velora/second/")

import sys
from awsglue.context import GlueContext
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, [
    "JOB_NAME",
    "DAY",      # the day of the rides
    # where they are kept
    "BUCKET",
    "TABLES",   # separated by commas; all, if empty
])
glueContext = GlueContext(SparkContext.getOrCreate())
rides = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    # all of the day
    connection_options={
        "paths": ["s3://rides/" + args["DAY"]],  # one folder a day
        "recurse": True,
    },
    format="csv",
    format_options={
        "withHeader": True,  # the first line
        "separator": ";",  # Excel in Europe
    },
    transformation_ctx="rides",  # for bookmarks
)
mapped = ApplyMapping.apply(
    frame=rides,
    mappings=[
        ("ride", "string", "ride_id", "long"),  # key
        # times come as text
        ("start", "string", "started_at", "timestamp"),
        ("dock", "string", "dock", "string"),
    ],
)
kept = DropFields.apply(frame=mapped, paths=["dock",  # not ours
                                              "ride_id"])
kept.toDF().show()

import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
frame = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks")
frame = frame.toDF()
frame = frame.where("firmware > 3")
if args["path"].startswith("s3://"):
    from awsglue.dynamicframe import DynamicFrame
    frame = DynamicFrame.fromDF(frame, glueContext, "frame")
    frame = frame.drop_fields(["pin"])
    frame = frame.toDF()
frame.show()

other = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="bikes")
if frame.count() > 10:
    other = other.toDF()
# a DynamicFrame or a DataFrame: nobody knows
other.filter(lambda row: row["id"] > 1)
rows = other.toDF()

for table in ("a", "b"):
    rows = rows.toDF("x", "y")
    rows = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name=table)
job.commit()

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

rides = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://lake/rides/"]}, format="json", transformation_ctx="rides"
)
docks = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://lake/docks/"]}, format="csv", format_options={"withHeader": True},
    transformation_ctx="docks",
)
for name, frame in (("rides", rides), ("docks", docks)):
    glueContext.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options={"path": f"s3://lake/out/{name}/"}, format="json"
    )
# The first run ends without a commit: the second one sees its rows again.
if rides.count() != 2:
    job.commit()

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

columns = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://lake/parquet/"]}, format="parquet", transformation_ctx="columns"
)
records = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://lake/avro/"]}, format="avro", transformation_ctx="records"
)
for frame in (columns, records):
    glueContext.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options={"path": "s3://lake/out/"}, format="json"
    )
job.commit()

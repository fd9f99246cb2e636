import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "TempDir"])
glueContext = GlueContext(SparkContext())
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

positions = glueContext.create_data_frame.from_catalog(
    database="velora_raw",
    table_name="positions_kinesis",
    additional_options={"startingPosition": "TRIM_HORIZON", "inferSchema": "true"},
)


def store(batch, batch_id):
    if batch.count() == 0:
        return
    frame = DynamicFrame.fromDF(batch, glueContext, "positions")
    glueContext.write_dynamic_frame.from_options(
        frame=frame,
        connection_type="s3",
        connection_options={"path": "s3://velora-lake/raw/positions/"},
        format="parquet",
    )


glueContext.forEachBatch(
    frame=positions,
    batch_function=store,
    options={
        "windowSize": "60 seconds",
        "checkpointLocation": args["TempDir"] + "/positions/checkpoint/",
    },
)
job.commit()

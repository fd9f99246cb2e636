import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import *

glueContext.write_dynamic_frame.from_options(
    frame=DropNullFields.apply(
        frame=DropFields.apply(
            frame=DynamicFrame.fromDF(
                glueContext.create_dynamic_frame.from_catalog(
                    database="depot", table_name="locks"
                ).toDF().where("firmware > 3"),
                glueContext,
                "inner",
            ).rename_field("id", "lock_id"),
            paths=["pin"],
        )
    ).repartition(1),
    connection_type="s3",
    connection_options={"path": args["path"]},
    format="parquet",
)
print(len(glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks").toDF().columns))
job.commit()

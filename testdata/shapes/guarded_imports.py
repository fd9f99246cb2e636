import sys
try:
    from awsglue.context import GlueContext
    from awsglue.utils import getResolvedOptions
except ImportError:
    GlueContext = None
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from awsglue.dynamicframe import DynamicFrame


def main():
    from awsglue.job import Job
    from pyspark.context import SparkContext
    names = ["JOB_NAME"]
    if "--day" in sys.argv:
        names.append("day")
    try:
        args = getResolvedOptions(sys.argv, names)
    except Exception:
        args = {"JOB_NAME": "x"}
    bucket = getResolvedOptions(sys.argv, ["bucket"])["bucket"]
    glue = GlueContext(SparkContext.getOrCreate())
    job = Job(glue)
    job.init(args["JOB_NAME"], args)
    total = read(glue, bucket)
    print(total.count())
    job.commit()


def read(glue: "GlueContext", bucket) -> "DynamicFrame":
    return glue.create_dynamic_frame.from_options("s3", {"paths": [f"s3://{bucket}/x/"]}, format="json")


main()

import sys

from awsglue.context import GlueContext
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

REQUIRED = ["JOB_NAME", "bucket"]
OPTIONAL = {"day": "2024-01-01", "limit": None}


def read_args():
    present = [name for name in OPTIONAL if f"--{name}" in sys.argv]
    given = getResolvedOptions(sys.argv, REQUIRED + present)
    return {**OPTIONAL, **given}


def get(name, default=None):
    try:
        return getResolvedOptions(sys.argv, [name])[name]
    except SystemExit:
        return default


args = read_args()
mode = getResolvedOptions(sys.argv, ["mode"])["mode"] if "--mode" in sys.argv else "append"
debug = ("--debug" in sys.argv) and getResolvedOptions(sys.argv, ["debug"])["debug"] == "true"
(job_name, bucket) = (args["JOB_NAME"], args["bucket"])
options = getResolvedOptions(sys.argv, [*REQUIRED, "target"])
for key, value in options.items():
    print(key, value)
globals().update(getResolvedOptions(sys.argv, ["extra"]))
if "--env" in sys.argv:
    env = getResolvedOptions(sys.argv, ["env"])["env"]
else:
    env = "dev"
if ("--{}".format("region") in sys.argv):
    region = getResolvedOptions(sys.argv, ["region"])["region"]
else:
    region = "eu"
glueContext = GlueContext(SparkContext.getOrCreate())
frame = glueContext.create_dynamic_frame.from_options("s3", {"paths": [f"s3://{bucket}/{env}/"]}, format="json")
frame.toDF().write.mode(mode).save(options["target"])

import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["named", "bare"])
glueContext = GlueContext(SparkContext.getOrCreate())


def read(path, header, kind):
    if kind == "csv":
        return glueContext.create_dynamic_frame.from_options(
            "s3", {"paths": [path]}, kind, {"withHeader": header}
        ).toDF()
    return None


named = read("s3://lake/named/", args["named"], "csv")
bare = read("s3://lake/bare/", args["bare"], "csv")
also_bare = read("s3://lake/bare/", False, "csv")

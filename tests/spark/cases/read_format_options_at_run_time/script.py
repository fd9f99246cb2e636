import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["kind", "separator"])
glueContext = GlueContext(SparkContext.getOrCreate())


def read(path, kind, options):
    return glueContext.create_dynamic_frame.from_options(
        connection_type="s3", connection_options={"paths": [path]}, format=kind, format_options=options
    ).toDF()


named = read("s3://lake/named/", args["kind"], {"withHeader": True, "separator": args["separator"]})
bare = read("s3://lake/bare/", "csv", {"quoteChar": -1, "optimizePerformance": False})
lines = read("s3://lake/lines/", "json", {})
whole = read("s3://lake/whole/", "json", {"multiline": True})
columns = read("s3://lake/columns/", "parquet", {"compression": "snappy", "withHeader": True})
kind = args["kind"]
either = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/named/"]},
    format=kind,
    format_options={"withHeader": True, "separator": ";"} if kind == "csv" else {},
).toDF()
try:
    read("s3://lake/named/", "csv", {"skipFirst": True})
    refused = False
except ValueError:
    refused = True
seen = glueContext.spark_session.createDataFrame([(refused,)], "refused boolean")

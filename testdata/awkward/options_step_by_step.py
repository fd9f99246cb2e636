# Options that are put together statement by statement.
import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["bucket", "group"])
glueContext = GlueContext(SparkContext.getOrCreate())


def read(context, day, group_size=None):
    options = {"paths": [f"s3://{args['bucket']}/{day}/"]}
    options["recurse"] = True
    if group_size is not None:
        options["groupFiles"] = "inPartition"
        options["groupSize"] = str(group_size)
    return context.create_dynamic_frame.from_options("s3", connection_options=options, format="json")


def write(frame, path, keys):
    options = {}  # first the path
    options["path"] = path
    if keys:
        # the target has partitions only now and then
        options["partitionKeys"] = keys
    glueContext.write_dynamic_frame.from_options(frame, "s3", options, "parquet")


def write_all(frame, paths):
    target = dict(partitionKeys=["day"])
    for path in paths:
        target["path"] = path
        glueContext.write_dynamic_frame.from_options(frame, "s3", target, "parquet")
        target["compression"] = "gzip"


def write_twice(frame, path):
    options = {"path": path}
    print(options)
    options.update({"partitionKeys": ["day"]})
    glueContext.write_dynamic_frame.from_options(frame=frame, connection_type="s3", connection_options=options, format="csv")
    path = path + "again/"
    options["path"] = path
    glueContext.write_dynamic_frame.from_options(frame=frame, connection_type="s3", connection_options=options, format="csv")


def write_changed(frame, path):
    options = {}
    options["path"] = path
    path = None
    glueContext.write_dynamic_frame.from_options(frame, "s3", options, "csv")


def write_told(frame, path, keys, log):
    options = {"path": path}
    log.info(f"to {options}")
    if keys is not None and len(keys) > 0:
        options["partitionKeys"] = keys
    if "partitionKeys" in options:
        log.info(options.get("partitionKeys"), options)
    glueContext.write_dynamic_frame.from_options(frame, "s3", options, "parquet")


def write_elsewhere(frame, path):
    options = {"path": path}
    adapt(options)
    glueContext.write_dynamic_frame.from_options(frame, "s3", options, "csv")


def write_kind(frame, kind, path):
    if kind == "csv":
        glueContext.write_dynamic_frame.from_options(frame, "s3", {"path": path}, kind, {"separator": "|"})
    elif kind == "json" and path:
        glueContext.write_dynamic_frame.from_options(frame, "s3", {"path": path}, kind)
    elif kind == "avro":
        for again in ["avro", "ion"]:
            glueContext.write_dynamic_frame.from_options(frame, "s3", {"path": path}, kind, {"version": "1.8"})
            kind = again
    else:
        kind = kind.lower()
        glueContext.write_dynamic_frame.from_options(frame, "s3", {"path": path}, kind, {"separator": "|"})


frame = read(glueContext, "2024-01-01", 1024)
for job in [{"format": "csv", "path": "s3://a/"}]:
    if job["format"] == "csv":
        more = glueContext.create_dynamic_frame.from_options(
            "s3", {"paths": [job["path"]]}, format=job["format"], format_options={"withHeader": True}
        )
        frame = frame.union(more)
write(frame, "s3://a/b/", ["day"])
write_all(frame, ["s3://a/c/"])
write_twice(frame, "s3://a/d/")
write_changed(frame, "s3://a/e/")
write_elsewhere(frame, "s3://a/f/")
write_kind(frame, "csv", "s3://a/g/")

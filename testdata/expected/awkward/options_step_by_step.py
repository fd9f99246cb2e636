# Options that are put together statement by statement.
import argparse
from pyspark.sql import SparkSession

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext


def write_files(writer, path, kind, options=None):
    """Writes files with the options that Glue has for their format; other options raise."""
    kind = kind.replace("glueparquet", "parquet")
    names = {
        "csv": {"writeheader": "header", "separator": "sep", "quotechar": "quote"},
        "json": {},
        "parquet": {"compression": "compression"},
        "orc": {"compression": "compression"},
    }[kind]
    unheeded = ["writeheader", "withheader", "separator", "quotechar", "escaper", "multiline", "compression"]
    blanks = {"ignoreLeadingWhiteSpace": False, "ignoreTrailingWhiteSpace": False}
    chosen = {"header": True, **blanks} if kind == "csv" else {}
    for name, value in (options or {}).items():
        option = names.get(name.lower())
        if option and value is not None:
            chosen[option] = "" if str(value) == "-1" else value
        elif name.lower() not in [*unheeded, "optimizeperformance", "strictcheckforquoting", "useglueparquetwriter"]:
            raise ValueError(f"{name}: whether Glue heeds it for {kind} is not known")
    if kind == "csv":
        chosen["escape"] = chosen.get("quote") or '"'
        if chosen.get("quote") == "":
            chosen["emptyValue"] = ""
    writer.format(kind).options(**chosen).save(path)


parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--bucket", required=True)
parser.add_argument("--group", required=True)
args = vars(parser.parse_known_args()[0])
glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()


def read(spark, day, group_size=None):
    return (
        spark.read.format("json")
        .option("mode", "DROPMALFORMED")
        .option("recursiveFileLookup", "true")
        .load(f"s3://{args['bucket']}/{day}/")
    )


def write(frame, path, keys):
    # first the path
    # the target has partitions only now and then
    frame.write.format("delta").mode("append").partitionBy(*(keys if keys else [])).save(path)


def write_all(frame, paths):
    target = dict(partitionKeys=["day"])
    for path in paths:
        target["path"] = path
        glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(frame, glueContext, "frame"), "s3", target, "parquet")
        target["compression"] = "gzip"


def write_twice(frame, path):
    options = {"path": path}
    print(options)
    options.update({"partitionKeys": ["day"]})
    (
        frame.write.format("csv")
        .mode("append")
        .partitionBy("day")
        .option("header", "true")
        .option("escape", '"')
        .option("ignoreLeadingWhiteSpace", "false")
        .option("ignoreTrailingWhiteSpace", "false")
        .save(path)
    )
    path = path + "again/"
    options["path"] = path
    glueContext.write_dynamic_frame.from_options(frame=DynamicFrame.fromDF(frame, glueContext, "frame"), connection_type="s3", connection_options=options, format="csv")


def write_changed(frame, path):
    options = {}
    options["path"] = path
    path = None
    glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(frame, glueContext, "frame"), "s3", options, "csv")


def write_told(frame, path, keys, log):
    options = {"path": path}
    log.info(f"to {options}")
    if keys is not None and len(keys) > 0:
        options["partitionKeys"] = keys
    if "partitionKeys" in options:
        log.info(options.get("partitionKeys"), options)
    (
        frame.write.format("delta")
        .mode("append")
        .partitionBy(*(keys if keys is not None and len(keys) > 0 else []))
        .save(path)
    )


def write_elsewhere(frame, path):
    options = {"path": path}
    adapt(options)
    glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(frame, glueContext, "frame"), "s3", options, "csv")


def write_kind(frame, kind, path):
    if kind == "csv":
        (
            frame.write.format("csv")
            .mode("append")
            .option("header", "true")
            .option("sep", "|")
            .option("escape", '"')
            .option("ignoreLeadingWhiteSpace", "false")
            .option("ignoreTrailingWhiteSpace", "false")
            .save(path)
        )
    elif kind == "json" and path:
        frame.write.format("json").mode("append").save(path)
    elif kind == "avro":
        for again in ["avro", "ion"]:
            glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(frame, glueContext, "frame"), "s3", {"path": path}, kind, {"version": "1.8"})
            kind = again
    else:
        kind = kind.lower()
        write_files(frame.write.mode("append"), path, kind, {"separator": "|"})


frame = read(spark, "2024-01-01", 1024)
for job in [{"format": "csv", "path": "s3://a/"}]:
    if job["format"] == "csv":
        more = (
            spark.read.format("csv")
            .option("header", "true")
            .option("escape", '"')
            .load(job["path"])
        )
        frame = frame.unionByName(more, allowMissingColumns=True)
write(frame, "s3://a/b/", ["day"])
write_all(frame, ["s3://a/c/"])
write_twice(frame, "s3://a/d/")
write_changed(frame, "s3://a/e/")
write_elsewhere(frame, "s3://a/f/")
write_kind(frame, "csv", "s3://a/g/")

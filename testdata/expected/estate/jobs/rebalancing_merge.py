"""Moves the day's rebalancing plan into the curated table."""

import argparse
from databricks.sdk.runtime import dbutils
from pyspark.sql import SparkSession, functions as F
from lib import paths


def join_frames(left, right, left_keys, right_keys):
    """Inner join; a column that both frames have is called ".name" on the left side."""
    both = set(left.columns) & set(right.columns)
    names, taken = {}, {*left.columns, *right.columns}
    for name in left.columns:
        names[name] = name
        while name in both and names[name] in taken:
            names[name] = "." + names[name]
        taken.add(names[name])
    left = left.toDF(*names.values())
    pairs = zip([names.get(key, key) for key in left_keys], right_keys)
    condition = [left[f"`{ours}`"] == right[f"`{theirs}`"] for ours, theirs in pairs]
    return left.join(right, condition, "inner")


spark = SparkSession.builder.getOrCreate()
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--day", required=True)
args = vars(parser.parse_known_args()[0])

plan = (
    spark.read.format("json")
    .option("mode", "DROPMALFORMED")
    .option("recursiveFileLookup", "true")
    .load(paths.plan(args["day"]))
)
# Closed stations get no bikes.
stations = spark.read.table("bikes.curated.stations").where("status = 'open'")

known = join_frames(
    plan,
    stations.withColumnRenamed("station_id", "target_station"),  # same name on both sides
    ["station"],
    ["target_station"],
).drop("station")

merged = known.select(
    F.col("target_station").try_cast("int").alias("station_id"),
    F.col("bikes").try_cast("int").alias("bikes"),
    "van",
)

if merged.count() > 0:
    (
        merged.write.format("json")
        .mode("append")
        .option("path", paths.CURATED + "rebalancing/")
        .saveAsTable("bikes.curated.rebalancing")
    )
else:
    dbutils.fs.rm(paths.CURATED + "rebalancing/", True)

import sys

from awsglue.context import GlueContext; from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
trips = glueContext.create_dynamic_frame.from_catalog(database="rides", table_name="trips")

# What a step takes with it stays under its condition.
if flag: sampled = trips.spigot("s3://b/sample")
if flag:print(1) ;sampled = trips.spigot("s3://b/sample") ; print(sampled)
else: args = getResolvedOptions(sys.argv, ["name"]); print(args["name"])
size = 1; sampled = trips.spigot("s3://b/sample"); size += sampled.count()
for name in ["a"]: trips = DropFields.apply(
    frame=trips,  # without the name
    paths=[name])
both = trips.select_fields(["a"]) \
    .rename_field("a", "b"); mapped = ApplyMapping.apply(
    frame=both,
    mappings=[
        ("b", "string", "c", "long"),  # as a number
    ],
)
other = GlueContext(SparkContext.getOrCreate()); other.spark_session.sql("select 1").show(); other.create_dynamic_frame.from_ctalog(name)


def late(name):
    if name: found = glueContext.create_dynamic_frame.from_catalog(database="rides", table_name=name); return found.spigot("s3://b/sample")
    try: return trips.spigot("s3://b/sample")
    except Exception: pass

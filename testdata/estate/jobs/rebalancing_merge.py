"""Moves the day's rebalancing plan into the curated table."""

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from lib import paths
from pyspark.context import SparkContext

sc = SparkContext.getOrCreate()
glueContext = GlueContext(sc)
args = getResolvedOptions(sys.argv, ["JOB_NAME", "day"])
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

plan = glueContext.create_dynamic_frame.from_options(
    format_options={"multiline": False},
    connection_type="s3",
    format="json",
    connection_options={"paths": [paths.plan(args["day"])], "recurse": True},
    transformation_ctx="plan",
)
stations = glueContext.create_dynamic_frame.from_catalog(
    name_space="velora_curated",
    table_name="stations",
    # Closed stations get no bikes.
    additional_options={"catalogPartitionPredicate": "status = 'open'"},
)

known = Join.apply(
    frame1=plan,
    frame2=stations.rename_field("station_id", "target_station"),  # same name on both sides
    keys1=["station"],
    keys2=["target_station"],
).drop_fields(["station"])

merged = known.apply_mapping(
    [
        ("target_station", "int", "station_id", "int"),
        ("bikes", "string", "bikes", "int"),
        ("van", "string", "van", "string"),
    ]
)

if merged.count() > 0:
    sink = glueContext.getSink("s3", path=paths.CURATED + "rebalancing/", enableUpdateCatalog=True)
    sink.setFormat("json")
    sink.setCatalogInfo(catalogDatabase="velora_curated", catalogTableName="rebalancing")
    sink.writeFrame(merged)
else:
    glueContext.purge_s3_path(paths.CURATED + "rebalancing/", {"retentionPeriod": 0})

job.commit()

import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

# Script generated for node Raw trips
Rawtrips_node1672531200001 = glueContext.create_dynamic_frame.from_catalog(
    database="velora_raw",
    table_name="trips",
    push_down_predicate="year == '2024' and month >= '06'",
    transformation_ctx="Rawtrips_node1672531200001",
)

# Script generated for node Change Schema
ChangeSchema_node1672531200002 = ApplyMapping.apply(
    frame=Rawtrips_node1672531200001,
    mappings=[
        ("trip_id", "string", "trip_id", "string"),
        ("bike", "string", "bike_id", "long"),
        ("start.station", "int", "start_station_id", "int"),
        ("end.station", "int", "end_station_id", "int"),
        ("started", "string", "started_at", "timestamp"),
        ("ended", "string", "ended_at", "timestamp"),
        ("fare", "string", "fare_eur", "decimal(8,2)"),
        ("year", "string", "year", "string"),
        ("month", "string", "month", "string"),
    ],
    transformation_ctx="ChangeSchema_node1672531200002",
)

# Script generated for node Drop Null Fields
DropNullFields_node1672531200003 = DropNullFields.apply(
    frame=ChangeSchema_node1672531200002,
    transformation_ctx="DropNullFields_node1672531200003",
)

# Script generated for node Only finished trips
Onlyfinishedtrips_node1672531200004 = Filter.apply(
    frame=DropNullFields_node1672531200003,
    f=lambda row: (row["end_station_id"] > 0),
    transformation_ctx="Onlyfinishedtrips_node1672531200004",
)

# Script generated for node Curated trips
Curatedtrips_node1672531200005 = glueContext.getSink(
    path="s3://velora-lake/curated/trips/",
    connection_type="s3",
    updateBehavior="UPDATE_IN_DATABASE",
    partitionKeys=["year", "month"],
    compression="snappy",
    enableUpdateCatalog=True,
    transformation_ctx="Curatedtrips_node1672531200005",
)
Curatedtrips_node1672531200005.setCatalogInfo(
    catalogDatabase="velora_curated", catalogTableName="trips"
)
Curatedtrips_node1672531200005.setFormat("glueparquet")
Curatedtrips_node1672531200005.writeFrame(Onlyfinishedtrips_node1672531200004)
job.commit()

"""Counts departures and arrivals for each station and day."""

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

DATABASE = "velora_curated"


def read(glue_context: GlueContext, table: str) -> DataFrame:
    frame = glue_context.create_dynamic_frame.from_catalog(database=DATABASE, table_name=table)
    return frame.toDF()


def departures(trips: DataFrame) -> DataFrame:
    # A trip counts on the day it starts, in UTC.
    return (
        trips.withColumn("day", F.to_date("started_at"))
        .groupBy("day", F.col("start_station_id").alias("station_id"))
        .agg(F.count("*").alias("departures"))
    )


def arrivals(trips: DataFrame) -> DataFrame:
    return (
        trips.withColumn("day", F.to_date("ended_at"))
        .groupBy("day", F.col("end_station_id").alias("station_id"))
        .agg(F.count("*").alias("arrivals"))
    )


def write(glue_context: GlueContext, load: DataFrame, target: str) -> None:
    frame = DynamicFrame.fromDF(load, glue_context, "load")
    glue_context.write_dynamic_frame.from_options(
        frame=frame,
        connection_type="s3",
        connection_options={"path": target, "partitionKeys": ["day"]},
        format="parquet",
    )


def main() -> None:
    args = getResolvedOptions(sys.argv, ["JOB_NAME", "target-path"])
    glue_context = GlueContext(SparkContext.getOrCreate())
    logger = glue_context.get_logger()
    job = Job(glue_context)
    job.init(args["JOB_NAME"], args)

    trips = read(glue_context, "trips")
    load = departures(trips).join(arrivals(trips), ["day", "station_id"], "full")
    logger.info(f"station days: {load.count()}")
    write(glue_context, load.fillna(0), args["target_path"])

    job.commit()


if __name__ == "__main__":
    main()

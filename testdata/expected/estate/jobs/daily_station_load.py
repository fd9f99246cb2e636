"""Counts departures and arrivals for each station and day."""

import argparse
import logging
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F


def read(spark: SparkSession, table: str) -> DataFrame:
    frame = spark.read.table(f"bikes.curated.{table}")
    return frame


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


def write(spark: SparkSession, load: DataFrame, target: str) -> None:
    load.write.format("delta").mode("append").partitionBy("day").save(target)


def main() -> None:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--target-path", required=True)
    args = vars(parser.parse_known_args()[0])
    spark = SparkSession.builder.getOrCreate()
    logger = logging.getLogger(__name__)

    trips = read(spark, "trips")
    load = departures(trips).join(arrivals(trips), ["day", "station_id"], "full")
    logger.info(f"station days: {load.count()}")
    write(spark, load.fillna(0), args["target_path"])


if __name__ == "__main__":
    main()

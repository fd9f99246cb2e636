from pyspark.sql import SparkSession, functions as F


def drop_null_columns(frame):
    """Drops the columns that hold no value in any row."""
    if not frame.columns:
        return frame
    counts = frame.select([F.count(frame[f"`{name}`"]) for name in frame.columns]).first()
    return frame.drop(*[name for name, count in zip(frame.columns, counts) if count == 0])


spark = SparkSession.builder.getOrCreate()

# Script generated for node Raw trips
Rawtrips_node1672531200001 = spark.read.table("bikes.raw.trips").where(
    "year == '2024' and month >= '06'"
)

# Script generated for node Change Schema
ChangeSchema_node1672531200002 = Rawtrips_node1672531200001.select(
    "trip_id",
    F.col("bike").try_cast("bigint").alias("bike_id"),
    F.col("start.station").alias("start_station_id"),
    F.col("end.station").alias("end_station_id"),
    F.col("started").try_cast("timestamp").alias("started_at"),
    F.col("ended").try_cast("timestamp").alias("ended_at"),
    F.col("fare").try_cast("decimal(8,2)").alias("fare_eur"),
    "year",
    "month",
)

# Script generated for node Drop Null Fields
DropNullFields_node1672531200003 = drop_null_columns(ChangeSchema_node1672531200002)

# Script generated for node Only finished trips
Onlyfinishedtrips_node1672531200004 = DropNullFields_node1672531200003.filter(
    F.col("end_station_id") > 0
)

# Script generated for node Curated trips
(
    Onlyfinishedtrips_node1672531200004.write.format("delta")
    .mode("append")
    .partitionBy("year", "month")
    .option("mergeSchema", "true")
    .option("compression", "snappy")
    .saveAsTable("bikes.curated.trips")
)

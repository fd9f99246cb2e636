from pyspark.sql import SparkSession, functions as F


def drop_null_columns(frame):
    """Drops the columns that hold no value in any row."""
    if not frame.columns:
        return frame
    counts = frame.select([F.count(frame[f"`{name}`"]) for name in frame.columns]).first()
    return frame.drop(*[name for name, count in zip(frame.columns, counts) if count == 0])


spark = SparkSession.builder.getOrCreate()
datasource0 = spark.read.table("bikes.raw.stations")
applymapping1 = datasource0.select(
    F.col("id").try_cast("int").alias("station_id"),
    "name",
    F.struct("lat", "lon").alias("position"),
    F.col("docks").try_cast("int").alias("docks"),
)
dropnullfields3 = drop_null_columns(applymapping1)
(
    dropnullfields3.write.format("delta")
    .mode("append")
    .saveAsTable("bikes.curated.stations")
)

from pyspark.sql import SparkSession, functions as F


def drop_null_columns(frame):
    """Drops the columns that hold no value in any row."""
    if not frame.columns:
        return frame
    counts = frame.select([F.count(frame[f"`{name}`"]) for name in frame.columns]).first()
    return frame.drop(*[name for name, count in zip(frame.columns, counts) if count == 0])


## @params: [JOB_NAME]
spark = SparkSession.builder.getOrCreate()
## @type: DataSource
## @args: [database = "velora_raw", table_name = "stations", transformation_ctx = "datasource0"]
## @return: datasource0
## @inputs: []
datasource0 = spark.read.table("bikes.raw.stations")
## @type: ApplyMapping
## @args: [mapping = [("id", "long", "station_id", "int"), ("name", "string", "name", "string"), ("lat", "double", "position.lat", "double"), ("lon", "double", "position.lon", "double"), ("docks", "string", "docks", "int")], transformation_ctx = "applymapping1"]
## @return: applymapping1
## @inputs: [frame = datasource0]
applymapping1 = datasource0.select(
    F.col("id").try_cast("int").alias("station_id"),
    "name",
    F.struct("lat", "lon").alias("position"),
    F.col("docks").try_cast("int").alias("docks"),
)
## @type: ResolveChoice
## @args: [choice = "make_struct", transformation_ctx = "resolvechoice2"]
## @return: resolvechoice2
## @inputs: [frame = applymapping1]
resolvechoice2 = applymapping1
## @type: DropNullFields
## @args: [transformation_ctx = "dropnullfields3"]
## @return: dropnullfields3
## @inputs: [frame = resolvechoice2]
dropnullfields3 = drop_null_columns(resolvechoice2)
## @type: DataSink
## @args: [connection_type = "s3", connection_options = {"path": "s3://velora-lake/curated/stations/"}, format = "parquet", transformation_ctx = "datasink4"]
## @return: datasink4
## @inputs: [frame = dropnullfields3]
(
    dropnullfields3.write.format("delta")
    .mode("append")
    .saveAsTable("bikes.curated.stations")
)

import sys
from awsglue.utils import getResolvedOptions
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.transforms import Join, SelectFields
from pyspark.context import SparkContext
from pyspark.sql.functions import col, to_date

args = getResolvedOptions(sys.argv, ["JOB_NAME", "WEATHER_PATH"])
glueContext = GlueContext(SparkContext())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

weather = glueContext.create_dynamic_frame_from_options(
    connection_type="s3",
    connection_options={"paths": [args["WEATHER_PATH"]]},
    format="json",
    format_options={"multiline": True, "jsonPath": "$.observations[*]"},
    transformation_ctx="weather",
)
weather = SelectFields.apply(frame=weather, paths=["station", "date", "rain_mm", "temp_c"])

trips = glueContext.create_dynamic_frame.from_catalog(
    database="velora_curated", table_name="trips", transformation_ctx="trips"
)

# The name is a DynamicFrame above and a DataFrame from here on.
trips = trips.toDF()
trips = trips.withColumn("trip_date", to_date(col("started_at")))
if "rain" in args["WEATHER_PATH"]:
    trips = trips.where("fare_eur is not null")
by_day = DynamicFrame.fromDF(trips, glueContext, "by_day")

joined = Join.apply(by_day, weather, ["start_station_id", "trip_date"], ["station", "date"])
print("joined rows:", joined.count())

glueContext.write_dynamic_frame.from_catalog(
    frame=joined, database="velora_curated", table_name="trips_weather"
)
job.commit()

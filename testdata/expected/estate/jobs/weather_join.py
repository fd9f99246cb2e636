import argparse
from pyspark.sql import SparkSession
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql.functions import col, to_date


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


parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--WEATHER_PATH", required=True)
args = vars(parser.parse_known_args()[0])
glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

weather = glueContext.create_dynamic_frame_from_options(
    connection_type="s3",
    connection_options={"paths": [args["WEATHER_PATH"]]},
    format="json",
    format_options={"multiline": True, "jsonPath": "$.observations[*]"},
    transformation_ctx="weather",
).toDF()
weather = weather.select("station", "date", "rain_mm", "temp_c")

trips = spark.read.table("bikes.curated.trips")

# The name is a DynamicFrame above and a DataFrame from here on.
trips = trips.withColumn("trip_date", to_date(col("started_at")))
if "rain" in args["WEATHER_PATH"]:
    trips = trips.where("fare_eur is not null")

joined = join_frames(
    trips, weather, ["start_station_id", "trip_date"], ["station", "date"]
)
print("joined rows:", joined.count())

joined.write.mode("append").saveAsTable("bikes.curated.trips_weather")

import argparse
from pyspark.sql import SparkSession, functions as F

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--DAY", required=True)  # the day of the rides
# where they are kept
parser.add_argument("--BUCKET", required=True)
parser.add_argument("--TABLES", required=True)  # separated by commas; all, if empty
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()
# all of the day
# the first line
# for bookmarks
rides = (
    spark.read.format("csv")
    .option("header", "true")
    .option("sep", ";")  # Excel in Europe
    .option("escape", '"')
    .option("recursiveFileLookup", "true")
    .load("s3://rides/" + args["DAY"])  # one folder a day
)
mapped = rides.select(
    F.col("ride").try_cast("bigint").alias("ride_id"),  # key
    # times come as text
    F.col("start").try_cast("timestamp").alias("started_at"),
    "dock",
)
# not ours
kept = mapped.drop("dock", "ride_id")
kept.show()

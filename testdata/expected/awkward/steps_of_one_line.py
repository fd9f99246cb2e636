import argparse
from pyspark.sql import SparkSession, functions as F

from awsglue.context import GlueContext
from pyspark.context import SparkContext

spark = SparkSession.builder.getOrCreate()
trips = spark.read.table("rides.trips")

# What a step takes with it stays under its condition.
if flag:
    trips.limit(100).write.mode("append").json("s3://b/sample")
    sampled = trips
if flag:
    print(1)
    trips.limit(100).write.mode("append").json("s3://b/sample")
    sampled = trips ; print(sampled)
else:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--name", required=True)
    args = vars(parser.parse_known_args()[0]); print(args["name"])
size = 1
trips.limit(100).write.mode("append").json("s3://b/sample")
sampled = trips; size += sampled.count()
for name in ["a"]:
    # without the name
    trips = trips.drop(name)
both = trips.select("a") \
    .withColumnRenamed("a", "b")
# as a number
mapped = both.select(F.col("b").try_cast("bigint").alias("c"))
other = GlueContext(SparkContext.getOrCreate()); SparkSession.builder.getOrCreate().sql("select 1").show(); other.create_dynamic_frame.from_ctalog(name)


def late(name):
    if name:
        found = spark.read.table(f"rides.{name}")
        found.limit(100).write.mode("append").json("s3://b/sample")
        return found
    try:
        trips.limit(100).write.mode("append").json("s3://b/sample")
        return trips
    except Exception: pass

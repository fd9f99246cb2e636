import argparse
from pyspark.sql import SparkSession

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("depot.locks")
df = frame \
    .drop("pin") \
    .where("firmware > 3")
df.write.format("json").mode("append").save(args["path"])

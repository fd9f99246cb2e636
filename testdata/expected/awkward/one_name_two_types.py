import argparse
from pyspark.sql import SparkSession

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("depot.locks")
frame = frame.where("firmware > 3")
if args["path"].startswith("s3://"):
    frame = frame.drop("pin")
frame.show()

other = spark.read.table("depot.bikes")
if frame.count() > 10:
    pass
# a DynamicFrame or a DataFrame: nobody knows
other.filter(lambda row: row["id"] > 1)
rows = other

for table in ("a", "b"):
    rows = rows.toDF("x", "y")
    rows = spark.read.table(f"depot.{table}")

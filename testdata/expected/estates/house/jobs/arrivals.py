import argparse
from pyspark.sql import SparkSession, functions as F

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--target", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()
ships = spark.read.table("harbor.ships")
ships = ships.drop("_loaded_at", "_source")
deep = ships.filter(F.col("draft") > 10)
deep.write.format("delta").mode("overwrite").saveAsTable(args["target"])

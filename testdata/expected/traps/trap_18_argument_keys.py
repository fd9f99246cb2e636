# A hyphen in the name of an argument is an underscore in its key.
import argparse
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--source-db", required=True)
parser.add_argument("--table", required=True)
parser.add_argument("--JOB_RUN_ID")
args = vars(parser.parse_known_args()[0])
visits = spark.read.table(args["source_db"] + "." + args["table"])
print(args["JOB_RUN_ID"])
visits.show()

import argparse
from pyspark.sql import SparkSession

from lib import checks
from lib.dates import folder
from lib.tables import read_table, write_table

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--day", required=True)
parser.add_argument("--target", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()

crossings = read_table(spark, "ferries", "crossings")
checks.report("crossings", crossings)
crossings = crossings.drop("internal_note")
write_table(spark=spark, frame=crossings, path=args["target"] + folder(args["day"]))

import sys
from pyspark.sql import SparkSession

if sys.version_info >= (3, 9):
    pass
else:
    pass


def run():
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table("depot.locks")


run()

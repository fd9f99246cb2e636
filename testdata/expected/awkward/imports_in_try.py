import sys
from pyspark.sql import SparkSession


def run():
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table("depot.locks")


run()

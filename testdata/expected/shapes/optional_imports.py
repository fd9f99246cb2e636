import sys
from pyspark.sql import SparkSession


def run(sc, name):
    spark = SparkSession.builder.getOrCreate()
    d = spark.read.table(f'db.{name}')
    d = d.drop('a')
    return d

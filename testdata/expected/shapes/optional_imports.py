import sys
from pyspark.sql import DataFrame, SparkSession


def run(sc, name):
    spark = SparkSession.builder.getOrCreate()
    d = spark.read.table(f'db.{name}')
    d = d.drop('a')
    if isinstance(d, DataFrame):
        pass
    return d

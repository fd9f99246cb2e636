# What is not Glue and Databricks cannot run, in awkward places.
import sys
from os import _exit as leave

import boto3
from pyspark import SparkConf
from pyspark.sql import SparkSession
from pyspark.sql.types import StructType

conf = SparkConf().set("spark.sql.catalog.glue_catalog", "org.apache.iceberg.spark.SparkCatalog")
spark = SparkSession.builder.getOrCreate()


class Ships:
    def __init__(self, session: SparkSession):
        self.session = session
        self.context = session.sparkContext

    def ports(self):
        lines = self.context.textFile("s3://ports/names.txt")
        return lines.map(lambda line: line.split(",")).toDF(["port", "town"])

    def none(self):
        return self.session.createDataFrame(
            [],  # no rows yet
            StructType([]),
        )

    def numbers(self, numbers):
        rows = [(n,) for n in numbers]
        rdd = rows
        return spark.createDataFrame(rdd, ["n"]), spark.createDataFrame(list({1, 2}), "int")

    def close(self):
        pass


def session():
    yield spark
    spark.stop()


def work(item):
    frame = spark.read.table(f"sea.{item}")
    if frame.isEmpty():
        sys.exit()
    names = [row.name if row.name else item for row in frame.select("name").collect()]
    one, two = frame.rdd.map(lambda row, extra=1: row[extra]).collect(), frame.rdd
    parts = (
        [item_ for x in frame
        # only the names
        .select("name").collect() for item_ in x]
    )
    sizes = (
        [(row.town, row["count"]) for row in frame.groupBy("town").count().collect()]
    )
    return names, one, two.count(), parts, sizes


glue = boto3.client("glue", region_name="eu-west-1")
storage = boto3.client("s3")
unknown.rdd.isEmpty()
try:
    work("ships")
finally:
    pass
if len(sys.argv) > 9:
    leave(3)

# What is not Glue and Databricks cannot run, in awkward places.
import os
import sys
from os import _exit as leave

import boto3
from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark import SparkConf, SparkContext as Context
from pyspark.sql import SparkSession
from pyspark.sql.types import StructType

conf = SparkConf().set("spark.sql.catalog.glue_catalog", "org.apache.iceberg.spark.SparkCatalog")
sc = Context.getOrCreate(conf=conf)
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
log = spark.sparkContext  # only for the level
log.setLogLevel("ERROR")  # quiet


class Ships:
    def __init__(self, session: SparkSession):
        self.session = session
        self.context = session.sparkContext

    def ports(self):
        lines = self.context.textFile("s3://ports/names.txt")
        return lines.map(lambda line: line.split(",")).toDF(["port", "town"])

    def none(self):
        return self.session.createDataFrame(
            self.session.sparkContext.emptyRDD(),  # no rows yet
            StructType([]),
        )

    def numbers(self, numbers):
        rows = [(n,) for n in numbers]
        rdd = self.context.parallelize(rows, 3)
        return rdd.toDF(["n"]), self.context.parallelize({1, 2}).toDF("int")

    def close(self):
        self.session.stop()


def session():
    yield spark
    spark.stop()


def work(item):
    frame = glueContext.create_dynamic_frame.from_catalog(database="sea", table_name=item).toDF()
    if frame.rdd.isEmpty():
        sys.exit()
    names = frame.select("name").rdd.map(lambda row: row.name if row.name else item).collect()
    one, two = frame.rdd.map(lambda row, extra=1: row[extra]).collect(), frame.rdd
    parts = (
        frame
        # only the names
        .select("name")
        .rdd.flatMap(lambda x: x)
        .collect()
    )
    sizes = (
        frame.groupBy("town")
        .count()
        .rdd.map(lambda row: (row.town, row["count"]))
        .collect()
    )
    return names, one, two.count(), parts, sizes


glue = boto3.client("glue", region_name="eu-west-1")
storage = boto3.client("s3")
unknown.rdd.isEmpty()
try:
    work("ships")
finally:
    job.commit()
if len(sys.argv) > 9:
    leave(3)
else:
    spark.stop(); sc.stop()
    os._exit(0)

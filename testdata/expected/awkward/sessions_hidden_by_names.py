# Functions that have a `spark` of their own, which is no session.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


def left_out(table, spark=None):
    return SparkSession.builder.getOrCreate().read.table(f"db.{table}")


def local(table):
    spark = "a flash"
    return SparkSession.builder.getOrCreate().read.table(f"db.{table + spark}")


def given(table, spark):
    return spark.read.table(f"db.{table}")


def nested(table, context):
    def inside(name, spark=None):
        return context.read.table(f"db.{name}")

    return inside(table)


print(left_out("a").count(), local("b").count(), nested("c", spark).count())

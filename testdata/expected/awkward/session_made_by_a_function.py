from typing import Tuple

from pyspark.sql import SparkSession


def start() -> Tuple[SparkSession, SparkSession]:
    session = SparkSession.builder.getOrCreate()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return session, session


def rides():
    return spark.read.table("depot.rides")


def docks():
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table("depot.docks")


def early():
    return docks().count()


print(early())
glueContext, spark = start()
rides().show()

import logging

from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()


def latest(frame):
    return frame.orderBy("day").limit(1)


def one(table):
    df = spark.read.table(f"sales.{table}")
    df2 = spark.read.table("sales.other")

    df = latest(df)
    df = df.join(df2, "id")
    return df


def asked_between(table):
    df = table + "_a"
    source = spark.read.table(f"sales.{df}")
    logging.info("read %s", df)
    df = latest(source)
    return df


def bound_between(table):
    source = spark.read.table(f"sales.{table}")
    df = None
    df = latest(source)
    return df


def in_a_try(table):
    df = None
    try:
        source = spark.read.table(f"sales.{table}")
        logging.info(table)
        df = source
        df = latest(df)
    except ValueError:
        return df
    return df


def in_a_loop(tables):
    frames = []
    for table in tables:
        df = spark.read.table(f"sales.{table}")
        logging.info(table)
        for column in ("a", "b"):
            df = df.withColumn(column, F.trim(column))
        frames.append(df)
    return frames


def closure(table):
    df = spark.range(3)

    def show():
        df.show()

    source = spark.read.table(f"sales.{table}")
    show()
    df = latest(source)
    return df

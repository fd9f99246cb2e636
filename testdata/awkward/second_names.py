import logging

from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql import functions as F

glueContext = GlueContext(SparkContext.getOrCreate())


def latest(frame):
    return frame.orderBy("day").limit(1)


def one(table):
    source = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=table)
    other = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="other")

    # convert to data frames
    df = source.toDF()
    df2 = other.toDF()

    df = latest(df)
    df = df.join(df2, "id")
    return df


def asked_between(table):
    df = table + "_a"
    source = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=df)
    logging.info("read %s", df)
    df = source.toDF()
    df = latest(df)
    return df


def bound_between(table):
    source = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=table)
    df = None
    df = source.toDF()
    df = latest(df)
    return df


def in_a_try(table):
    df = None
    try:
        source = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=table)
        logging.info(table)
        df = source.toDF()
        df = latest(df)
    except ValueError:
        return df
    return df


def in_a_loop(tables):
    frames = []
    for table in tables:
        source = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=table)
        logging.info(table)
        df = source.toDF()
        for column in ("a", "b"):
            df = df.withColumn(column, F.trim(column))
        frames.append(df)
    return frames


def closure(table):
    df = glueContext.spark_session.range(3)

    def show():
        df.show()

    source = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=table)
    show()
    df = source.toDF()
    df = latest(df)
    return df

from pkg import session
from pyspark.sql import SparkSession


def read_frame(table, *, database="db", ctx=None):
    spark = SparkSession.builder.getOrCreate()
    ctx = ctx or spark
    frame = ctx.read.table(f"{database}.{table}")
    session.frames[table] = frame
    return frame

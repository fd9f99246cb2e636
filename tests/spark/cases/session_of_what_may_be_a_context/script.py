import sys

from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql import SparkSession


class Env:
    def __init__(self):
        self.ctx = GlueContext(SparkContext.getOrCreate())
        self.spark = self.ctx.spark_session


env = Env()
maybe = env.ctx if len(sys.argv) > 5 else env.spark
several = maybe.sql("SELECT * FROM sales.orders WHERE id < 3")
none = env.ctx if len(sys.argv) < 5 else None
tables = none.spark_session.table("sales.orders") if none else None


def rows_of(session, query):
    spark = session.spark_session if isinstance(session, GlueContext) else session
    return spark.sql(query)


of_context = rows_of(env.ctx, "SELECT id FROM sales.orders WHERE s IS NULL")
of_session = rows_of(env.spark, "SELECT id FROM sales.orders WHERE s IS NOT NULL")


def orders(spark=env.ctx, table="orders"):
    return spark.create_dynamic_frame_from_catalog(database="sales", table_name=table)


def either(ctx=None):
    ctx = ctx or GlueContext(SparkContext.getOrCreate())
    return ctx.create_dynamic_frame.from_catalog(database="sales", table_name="orders")


by_default = orders()
given = orders(env.ctx, "items")
made = either().drop_fields(["s"])
handed = either(env.ctx).filter(lambda r: r["s"] != "a")
try:
    spark
except NameError:
    spark = env.ctx.spark_session
last = spark.table("sales.items")

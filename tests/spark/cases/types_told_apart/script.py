from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext
from pyspark.sql import DataFrame

glue = GlueContext(SparkContext.getOrCreate())


def above_one(x):
    if isinstance(x, DynamicFrame):
        return x.toDF().filter("id > 1")
    return x.where("1 < id")


def as_rows(x):
    if isinstance(x, DataFrame):
        x = x.drop("s")
    elif isinstance(x, DynamicFrame):
        x = x.drop_fields(["s"]).toDF()
    return x


orders = glue.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
one = above_one(orders)
two = above_one(orders.toDF())
three = as_rows(orders)
four = as_rows(orders.toDF())

import builtins as F

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glue = GlueContext(SparkContext.getOrCreate())
spark = glue.spark_session


def by_word(glue):
    spark = "no session"
    d = glue.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
    return d.filter(lambda r: r["id"] > 1), spark


def by_loop(glue):
    for spark in ["orders", "items"]:
        yield glue.create_dynamic_frame.from_catalog(database="sales", table_name=spark)


def by_parameter(spark):
    return glue.create_dynamic_frame.from_catalog(database="sales", table_name=spark)


def by_local_context():
    spark = glue
    session = spark.spark_session
    read = spark.create_dynamic_frame.from_catalog(database="sales", table_name="items")
    return session.table("sales.orders"), read


kept, word = by_word(glue)
first, second = by_loop(glue)
third = by_parameter("items")
fourth, fifth = by_local_context()
sixth = [glue.create_dynamic_frame.from_catalog(database="sales", table_name=spark) for spark in ["orders"]][0]
seventh = (lambda spark, g: g.create_dynamic_frame.from_catalog(database="sales", table_name=spark))("orders", glue)
eighth = second.apply_mapping([("sku", "string", "key", "int")])
ninth = F.len("ab")
spark = "a word"
tenth = glue.create_dynamic_frame.from_catalog(database="sales", table_name="orders").select_fields(["id"])

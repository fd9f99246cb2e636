# Functions that have a `spark` of their own, which is no session.
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import Map
from pyspark.context import SparkContext

sc = SparkContext.getOrCreate()
glueContext = GlueContext(sc)


def left_out(table, spark=None):
    return glueContext.create_dynamic_frame.from_catalog(database="db", table_name=table)


def local(table):
    spark = "a flash"
    return glueContext.create_dynamic_frame.from_catalog(database="db", table_name=table + spark)


def given(table, spark):
    return glueContext.create_dynamic_frame.from_catalog(database="db", table_name=table)


def nested(table, context):
    def inside(name, spark=None):
        return context.create_dynamic_frame.from_catalog(database="db", table_name=name)

    return inside(table)


print(left_out("a").count(), local("b").count(), nested("c", glueContext).count())

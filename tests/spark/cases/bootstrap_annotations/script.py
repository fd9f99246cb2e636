import logging
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def read(context: GlueContext, database: str, table: str) -> DynamicFrame:
    return context.create_dynamic_frame.from_catalog(database=database, table_name=table)


def clean(frame: DynamicFrame) -> DynamicFrame:
    return frame.drop_fields(["s"])


def keys(frames: DynamicFrameCollection):
    return list(frames.keys())


orders = read(glueContext, "sales", "orders")
cleaned = clean(orders)
is_frame = isinstance(orders, DynamicFrame)
kinds = keys(DynamicFrameCollection({"all": orders}, glueContext))

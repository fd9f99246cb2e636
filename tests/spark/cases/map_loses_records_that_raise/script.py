from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def clean(record):
    record["n"] = record["n"] + 1
    record["s"] = record["s"].upper()
    return record


d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
m = Map.apply(frame=d, f=clean, transformation_ctx="m")

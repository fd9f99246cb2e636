from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def wanted(record):
    return record["status"] != "del" and record["n"] > 2


d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
x = Filter.apply(frame=d, f=wanted)

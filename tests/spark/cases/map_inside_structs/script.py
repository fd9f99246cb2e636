from awsglue.context import GlueContext
from awsglue.transforms import Map
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")


def tidy(record):
    record["address"]["zip"] = record["address"]["zip"].replace("-", "")
    record["address"]["geo"]["lat"] = record["address"]["geo"]["lat"] * 2
    record["address"]["country"] = "NL"
    del record["address"]["old"]
    record["zip"] = record["address"]["zip"]
    return record


m = Map.apply(frame=orders, f=tidy)

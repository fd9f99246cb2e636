from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def clean(record):
    record["s"] = record["s"].strip()
    record["upper"] = record["s"].upper()
    record["twice"] = record["n"] * 2
    record["size"] = "some" if record["n"] > 0 else "none"
    return record


d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
m = Map.apply(frame=d, f=clean)

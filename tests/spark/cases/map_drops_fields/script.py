from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def clean(record):
    record["label"] = record["s"]
    del record["s"]
    del record["t"]
    return record


d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
m = d.map(f=clean)

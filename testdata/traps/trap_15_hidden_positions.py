# The second position of `map` and of `apply_mapping` is not the context name.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

def clean(row):
    row["ward"] = row["ward"].strip()
    return row


visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
mapped = visits.apply_mapping([("ward", "string", "ward", "string")], "mapped")
cleaned = Map.apply(mapped, clean, "cleaned")
cleaned.toDF().show()

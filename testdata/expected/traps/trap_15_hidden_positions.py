# The second position of `map` and of `apply_mapping` is not the context name.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

def clean(row):
    row["ward"] = row["ward"].strip()
    return row


visits = spark.read.table("clinic.visits")
mapped = visits.select("ward")
cleaned = Map.apply(DynamicFrame.fromDF(mapped, glueContext, "mapped"), clean, "cleaned").toDF()
cleaned.show()

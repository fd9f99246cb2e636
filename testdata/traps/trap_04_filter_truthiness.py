# A falsy value drops the row, and so does a comparison of a null that raises.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
billed = Filter.apply(frame=visits, f=lambda row: row["amount"] > 0)
late = Filter.apply(frame=billed, f=lambda row: row["delay"] > 30 or row["state"] == "late")
named = Filter.apply(frame=late, f=lambda row: bool(row["doctor"]) and len(row["doctor"]) > 2)
named.toDF().show()

# `!=` and `not in` keep rows in which the field is null.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
open_visits = Filter.apply(frame=visits, f=lambda row: row["state"] != "closed")
local = open_visits.filter(lambda row: row["site"] not in ["north", "south"])
known = Filter.apply(frame=local, f=lambda row: not row["state"] == "lost" and row["site"] is not None)
known.toDF().show()

"""A star of a module that nobody knows may bring what Glue's transforms are called."""
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from bikes.steps import *

glueContext = GlueContext(SparkContext.getOrCreate())
rides = glueContext.create_dynamic_frame.from_catalog(database="bikes", table_name="rides")
kept = Filter.apply(frame=rides, f=lambda row: row["ride_id"] > 0)

# A write to a table goes by the names of the columns.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
ordered = visits.select_fields(["state", "id"])
glueContext.write_dynamic_frame.from_catalog(frame=ordered, database="clinic", table_name="states")

# The plain name of a column that both sides have carries the right side; the left one gets a dot.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
doctors = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="doctors")
joined = Join.apply(visits, doctors, "id", "id").drop_fields(["`.id`"])
joined.toDF().show()

# `drop` of a path of dots does nothing in Spark.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

patients = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="patients")
slim = DropFields.apply(frame=patients, paths=["address.county", "address.geo.lat", "notes"])
slim = slim.drop_fields(["visits[].comment"])
slim.toDF().show()

# The method takes the frame last, the class takes it second.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
doctors = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="doctors")
by_method = visits.join(["doctor_id"], ["id"], doctors)
by_class = Join.apply(visits, doctors, ["doctor_id"], ["id"])
by_instance = Join()(frame2=doctors, frame1=visits, keys2=["id"], keys1=["doctor_id"])
by_method.union(by_class).union(by_instance).toDF().show()

# Tables and columns keep their names; the keys are frozen before they are used twice.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

patients = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="patients")
tables = Relationalize.apply(frame=patients, staging_path="s3://clinic-tmp/", name="patients")
visits = tables.select("patients_visits")
costs = tables.select("patients_visits.val.costs").rename_field("`visits.val.costs.val`", "cost")
visits.toDF().show()
costs.toDF().show()

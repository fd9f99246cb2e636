# Spark takes the name of a renamed or dropped column as it stands.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

sums = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="sums")
renamed = RenameField.apply(frame=sums, old_name="`sum(amount)`", new_name="total")
dropped = renamed.drop_fields(["`count(1)`", "`a.b`"])
dropped.toDF().show()

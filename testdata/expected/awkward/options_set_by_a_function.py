from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
d = spark.read.table("db.t")
o = {"path": "s3://b/a"}


def other():
    o["path"] = "s3://b/x"


o["path"] = "s3://b/y"
other()
glueContext.write_dynamic_frame.from_options(frame=DynamicFrame.fromDF(d, glueContext, "d"), connection_type="s3", connection_options=o, format="json")

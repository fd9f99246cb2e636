from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession
# what we use
# by hand
# not for long
from awsglue.transforms import Map
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("db.t")
frame.drop("a").show()
Map.apply(
    frame=DynamicFrame.fromDF(frame, glueContext, "frame"),
    f=row_function,
    **more,
).toDF().show()

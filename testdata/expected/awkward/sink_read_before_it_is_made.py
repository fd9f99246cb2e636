# The first turn would fail if it wrote; the later ones write with the sink of the turn before.
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("db.t")

for turn in range(3):
    if turn:
        sink.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))
    sink = glueContext.getSink(connection_type="s3", path="s3://depot/today/")
    sink.setFormat("json")
    sink.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))

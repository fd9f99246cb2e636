"""A sink that is read where another one may have taken its place, or not: it stays a sink."""
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("db.t")
many = frame.count() > 3

out = glueContext.getSink(connection_type="s3", path="s3://depot/today/")
out.setFormat("json")
out.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))
if many:
    out = glueContext.getSink(connection_type="s3", path="s3://depot/all/")
    out.setFormat("json")
out.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))

# The second turn of the loop writes with the sink of the first one.
turned = glueContext.getSink(connection_type="s3", path="s3://depot/first/")
turned.setFormat("json")
for part in ("b", "c"):
    turned.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))
    turned = glueContext.getSink(connection_type="s3", path=f"s3://depot/{part}/")
    turned.setFormat("json")
    turned.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))


def again():
    kept.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))


if many:
    kept = glueContext.getSink(connection_type="s3", path="s3://depot/many/")
else:
    kept = glueContext.getSink(connection_type="s3", path="s3://depot/few/")
kept.setFormat("json")
kept.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))
again()

# Each of these is replaced for sure before the next one is read.
frame.write.format("json").mode("append").save("s3://depot/one/")
if many:
    frame.write.format("json").mode("append").save("s3://depot/two/")
else:
    frame.write.format("json").mode("append").save("s3://depot/three/")
for part in ("b", "c"):
    frame.write.format("json").mode("append").save(f"s3://depot/{part}/")
frame.write.format("json").mode("append").save("s3://depot/last/")

# Nothing is written with the format that is set last.
ended = glueContext.getSink(connection_type="s3", path="s3://depot/ended/")
ended.setFormat("json")
ended.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))
ended.setFormat("csv")

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from pyspark.sql import SparkSession
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
d = spark.read.table("a.b")
dfc = {"l": d.select("x"), "r": d.drop("x")}
for name, frame in dfc.items():
    frame.write.format("delta").mode("append").save(f"s3://b/o/{name}")
sink = glueContext.getSink(connection_type="s3", path="s3://b/o2/")
sink.setFormat("json")
sink.write(DynamicFrameCollection(
    {k: DynamicFrame.fromDF(v, glueContext, k) for k, v in dfc.items()},
    glueContext,
))

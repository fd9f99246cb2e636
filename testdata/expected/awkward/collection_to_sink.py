from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from pyspark.sql import SparkSession
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
d = spark.read.table("a.b")
dfc = {"l": d.select("x"), "r": d.drop("x")}
glueContext.write_from_options(DynamicFrameCollection(
    {k: DynamicFrame.fromDF(v, glueContext, k) for k, v in dfc.items()},
    glueContext,
), "s3", {"path": "s3://b/o/"}, format="parquet")
sink = glueContext.getSink(connection_type="s3", path="s3://b/o2/")
sink.setFormat("json")
sink.write(DynamicFrameCollection(
    {k: DynamicFrame.fromDF(v, glueContext, k) for k, v in dfc.items()},
    glueContext,
))

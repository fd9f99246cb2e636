# Nothing here names Glue: the library hands out its objects.
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark import SparkContext
from pyspark.sql import SparkSession
from harbor.lake import audit

ctx = SparkSession.builder.getOrCreate()
piers = ctx.read.table("harbor.piers")
piers = audit(DynamicFrame.fromDF(
    piers,
    GlueContext(SparkContext.getOrCreate()),
    "piers",
)).toDF()
piers.drop("_loaded_at", "_source").show()

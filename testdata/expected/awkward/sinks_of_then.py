from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
docks = spark.read.table("depot.docks")

# Its path and table are others when it writes.
path = "s3://depot/one/"
table = "one"
sink = glueContext.getSink(connection_type="s3", path=path, enableUpdateCatalog=True)
sink.setCatalogInfo(catalogDatabase="depot", catalogTableName=table)
sink.setFormat("json")
path = "s3://depot/two/"
table = "two"
sink.writeFrame(DynamicFrame.fromDF(docks, glueContext, "docks"))

# A path that is made once.
docks.write.format("json").mode("append").save(made())

# A path that is made once for two writes.
twice = glueContext.getSink(connection_type="s3", path=made())
twice.setFormat("json")
twice.writeFrame(DynamicFrame.fromDF(docks, glueContext, "docks"))
twice.writeFrame(DynamicFrame.fromDF(docks, glueContext, "docks"))

source = glueContext.getSource("s3", paths=[path])
source.setFormat("json")
path = "s3://depot/three/"
source.getFrame().toDF().show()

from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
docks = spark.read.table("depot.docks")

# What is set again holds for the writes behind it, without the options of before.
(
    docks.write.format("csv")
    .mode("append")
    .option("header", "true")
    .option("sep", "|")
    .option("escape", '"')
    .option("ignoreLeadingWhiteSpace", "false")
    .option("ignoreTrailingWhiteSpace", "false")
    .save("s3://depot/docks/")
)
(
    docks.write.format("csv")
    .mode("append")
    .option("header", "true")
    .option("escape", '"')
    .option("ignoreLeadingWhiteSpace", "false")
    .option("ignoreTrailingWhiteSpace", "false")
    .save("s3://depot/docks/")
)

# One write that happens only sometimes.
if docks.count() > 4:
    docks.write.format("json").mode("append").save("s3://depot/extra/")
docks.write.format("json").mode("append").save("s3://depot/extra/")

# Each branch has a sink of its own.
target = glueContext.getSink(connection_type="s3", path="s3://depot/many/")
target.setFormat("csv")
if docks.count() > 3:
    target = glueContext.getSink(connection_type="s3", path="s3://depot/few/")
    target.setFormat("json")
else:
    target.writeFrame(DynamicFrame.fromDF(docks, glueContext, "docks"))

# The second turn meets the sink of the first one.
last = glueContext.getSink(connection_type="s3", path="s3://depot/first/")
last.setFormat("json")
for name in ["a", "b"]:
    last.writeFrame(DynamicFrame.fromDF(docks, glueContext, "docks"))
    last = glueContext.getSink(connection_type="s3", path="s3://depot/" + name)
    last.setFormat("json")


# A function writes whenever it is called.
def write(frame):
    shared.writeFrame(DynamicFrame.fromDF(frame, glueContext, "frame"))


shared = glueContext.getSink(connection_type="s3", path="s3://depot/shared/")
shared.setFormat("json")
shared.writeFrame(DynamicFrame.fromDF(docks, glueContext, "docks"))
write(docks)

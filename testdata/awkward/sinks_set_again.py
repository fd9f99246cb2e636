from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
docks = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="docks")

# What is set again holds for the writes behind it, without the options of before.
sink = glueContext.getSink(connection_type="s3", path="s3://depot/docks/")
sink.setFormat("csv", separator="|")
sink.writeFrame(docks)
sink.setFormat("csv")
sink.writeFrame(docks)

# One write that happens only sometimes.
extra = glueContext.getSink(connection_type="s3", path="s3://depot/extra/")
extra.setFormat("json")
if docks.count() > 4:
    extra.writeFrame(docks)
extra.writeFrame(docks)

# Each branch has a sink of its own.
target = glueContext.getSink(connection_type="s3", path="s3://depot/many/")
target.setFormat("csv")
if docks.count() > 3:
    target = glueContext.getSink(connection_type="s3", path="s3://depot/few/")
    target.setFormat("json")
else:
    target.writeFrame(docks)

# The second turn meets the sink of the first one.
last = glueContext.getSink(connection_type="s3", path="s3://depot/first/")
last.setFormat("json")
for name in ["a", "b"]:
    last.writeFrame(docks)
    last = glueContext.getSink(connection_type="s3", path="s3://depot/" + name)
    last.setFormat("json")


# A function writes whenever it is called.
def write(frame):
    shared.writeFrame(frame)


shared = glueContext.getSink(connection_type="s3", path="s3://depot/shared/")
shared.setFormat("json")
shared.writeFrame(docks)
write(docks)

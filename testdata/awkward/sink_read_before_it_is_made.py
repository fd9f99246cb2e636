# The first turn would fail if it wrote; the later ones write with the sink of the turn before.
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
frame = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")

for turn in range(3):
    if turn:
        sink.writeFrame(frame)
    sink = glueContext.getSink(connection_type="s3", path="s3://depot/today/")
    sink.setFormat("json")
    sink.writeFrame(frame)

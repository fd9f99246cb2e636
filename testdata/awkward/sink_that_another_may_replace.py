"""A sink that is read where another one may have taken its place, or not: it stays a sink."""
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
frame = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")
many = frame.count() > 3

out = glueContext.getSink(connection_type="s3", path="s3://depot/today/")
out.setFormat("json")
out.writeFrame(frame)
if many:
    out = glueContext.getSink(connection_type="s3", path="s3://depot/all/")
    out.setFormat("json")
out.writeFrame(frame)

# The second turn of the loop writes with the sink of the first one.
turned = glueContext.getSink(connection_type="s3", path="s3://depot/first/")
turned.setFormat("json")
for part in ("b", "c"):
    turned.writeFrame(frame)
    turned = glueContext.getSink(connection_type="s3", path=f"s3://depot/{part}/")
    turned.setFormat("json")
    turned.writeFrame(frame)


def again():
    kept.writeFrame(frame)


if many:
    kept = glueContext.getSink(connection_type="s3", path="s3://depot/many/")
else:
    kept = glueContext.getSink(connection_type="s3", path="s3://depot/few/")
kept.setFormat("json")
kept.writeFrame(frame)
again()

# Each of these is replaced for sure before the next one is read.
sink = glueContext.getSink(connection_type="s3", path="s3://depot/one/")
sink.setFormat("json")
sink.writeFrame(frame)
if many:
    sink = glueContext.getSink(connection_type="s3", path="s3://depot/two/")
else:
    sink = glueContext.getSink(connection_type="s3", path="s3://depot/three/")
sink.setFormat("json")
sink.writeFrame(frame)
for part in ("b", "c"):
    sink = glueContext.getSink(connection_type="s3", path=f"s3://depot/{part}/")
    sink.setFormat("json")
    sink.writeFrame(frame)
sink = glueContext.getSink(connection_type="s3", path="s3://depot/last/")
sink.setFormat("json")
sink.writeFrame(frame)

# Nothing is written with the format that is set last.
ended = glueContext.getSink(connection_type="s3", path="s3://depot/ended/")
ended.setFormat("json")
ended.writeFrame(frame)
ended.setFormat("csv")

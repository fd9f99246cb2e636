from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
late = d.filter(lambda r: r["id"] > 1)
sink = glueContext.getSink(connection_type="s3", path="s3://lake/out/")
sink.setFormat("json")
sink.writeFrame(d)
sink.writeFrame(late)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
json_sink = glueContext.getSink(path="s3://lake/json/", connection_type="s3")
json_sink.setFormat("json")
json_sink.writeFrame(d)
csv_sink = glueContext.getSink(path="s3://lake/csv/", connection_type="s3", enableUpdateCatalog=False)
csv_sink.setFormat("csv", separator=";")
csv_sink.writeFrame(d)

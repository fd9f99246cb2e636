from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

json_source = glueContext.getSource("s3", paths=["s3://lake/json/"])
json_source.setFormat("json")
json = json_source.getFrame()

xml_source = glueContext.getSource("s3", paths=["s3://lake/xml/"])
xml_source.setFormat("xml", rowTag="item")
xml = xml_source.getFrame()

parquet_source = glueContext.getSource("s3", paths=["s3://lake/parquet/"], transformation_ctx="parquet")
parquet_source.setFormat("parquet")
parquet = parquet_source.getFrame()

orc_source = glueContext.getSource(connection_type="s3", paths=["s3://lake/orc/"])
orc_source.setFormat("orc")
orc = orc_source.getFrame()

avro_source = glueContext.getSource("s3", paths=["s3://lake/avro/"])
avro_source.setFormat("avro", version="1.8")
avro = avro_source.getFrame()

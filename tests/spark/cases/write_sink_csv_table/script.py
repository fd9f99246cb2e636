from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
sink = glueContext.getSink(
    path="s3://lake/gold/", connection_type="s3", updateBehavior="LOG", partitionKeys=[], enableUpdateCatalog=True
)
sink.setCatalogInfo(catalogDatabase="gold", catalogTableName="orders")
sink.setFormat("csv")
sink.writeFrame(d)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
spark.sql("CREATE DATABASE IF NOT EXISTS out")
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
sink = glueContext.getSink(
    connection_type="s3",
    path="s3://lake/clean/",
    enableUpdateCatalog=True,
    updateBehavior="UPDATE_IN_DATABASE",
    partitionKeys=["day"],
)
sink.setFormat("glueparquet")
sink.setCatalogInfo(catalogDatabase="out", catalogTableName="clean")
sink.writeFrame(d)
plain = glueContext.getSink(path="s3://lake/plain/", connection_type="s3", partitionKeys=[])
plain.setFormat("parquet", useGlueParquetWriter=True)
plain.writeFrame(d)

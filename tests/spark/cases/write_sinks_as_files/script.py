import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["format"])
glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

files = glueContext.getSink(connection_type="s3", path="s3://lake/avro/", compression="snappy")
files.setFormat("avro")
files.writeFrame(orders)

table = glueContext.getSink(
    connection_type="s3", path="s3://lake/avro_table/", enableUpdateCatalog=True,
    updateBehavior="UPDATE_IN_DATABASE", partitionKeys=["day"],
)
table.setCatalogInfo(catalogDatabase="sales", catalogTableName="in_avro")
table.setFormat("avro")
table.writeFrame(orders)

computed = glueContext.getSink(connection_type="s3", path="s3://lake/computed/")
computed.setFormat(args["format"])
computed.writeFrame(orders)

computed_table = glueContext.getSink(
    connection_type="s3", path="s3://lake/computed_table/", enableUpdateCatalog=True, partitionKeys=["day"]
)
computed_table.setCatalogInfo(catalogDatabase="sales", catalogTableName="computed")
computed_table.setFormat(args["format"])
computed_table.writeFrame(orders)

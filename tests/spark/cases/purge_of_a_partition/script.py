import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["day"])
glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
target = "s3://lake/days"

glueContext.purge_s3_path(f"{target}/day={args['day']}/", {"retentionPeriod": 0})
glueContext.purge_s3_path(f"{target}/day=2024-01-03/shop=7", {"retentionPeriod": 0})
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type="s3", connection_options={"path": target, "partitionKeys": ["day", "shop"]}, format="parquet"
)

glueContext.purge_s3_path("s3://lake/named/day=" + args["day"], {"retentionPeriod": 0})
sink = glueContext.getSink(
    connection_type="s3", path="s3://lake/named/", enableUpdateCatalog=True, partitionKeys=["day"]
)
sink.setFormat("glueparquet")
sink.setCatalogInfo(catalogDatabase="sales", catalogTableName="named")
sink.writeFrame(d)

glueContext.purge_s3_path(f"s3://lake/tmp/{args['day']}/", {"retentionPeriod": 0})

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["KEYS"])
glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="changes")

common = {
    "className": "org.apache.hudi",
    "hoodie.table.name": "orders",
    "hoodie.datasource.write.recordkey.field": "id",
    "hoodie.datasource.write.precombine.field": "at",
}
sync = {
    "hoodie.datasource.hive_sync.enable": "true",
    "hoodie.datasource.hive_sync.database": "sales",
    "hoodie.datasource.hive_sync.table": "orders",
}
glueContext.write_dynamic_frame.from_options(
    frame=d,
    connection_type="marketplace.spark",
    connection_options={**common, **sync, "path": "s3://lake/orders/", "connectionName": "hudi"},
)

# A path that is not there yet, with keys that are known at run time and partitions.
by_day = {
    "path": "s3://lake/by-day/",
    "hoodie.table.name": "by_day",
    "hoodie.datasource.write.recordkey.field": args["KEYS"],
    "hoodie.datasource.write.precombine.field": "at",
    "hoodie.datasource.write.partitionpath.field": "day",
    "hoodie.datasource.write.operation": "upsert",
}
glueContext.write_dynamic_frame.from_options(frame=d, connection_type="hudi", connection_options=by_day)
second = DynamicFrame.fromDF(
    spark.sql("select 1L as id, 'z' as s, 9 as at, 'mon' as day union all select 1L, 'y', 9, 'wed'"), glueContext, "second"
)
glueContext.write_dynamic_frame.from_options(frame=second, connection_type="hudi", connection_options=by_day)

for _ in range(2):
    glueContext.write_dynamic_frame.from_options(
        frame=second,
        connection_type="s3",
        connection_options={
            "path": "s3://lake/all/",
            "hoodie.table.name": "all",
            "hoodie.datasource.write.recordkey.field": "id",
            "hoodie.datasource.write.operation": "bulk_insert",
        },
        format="hudi",
    )

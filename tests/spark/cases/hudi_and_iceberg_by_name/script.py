from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
hudi = {"hoodie.table.name": "t", "hoodie.datasource.write.recordkey.field": "id"}

glueContext.write_data_frame.from_catalog(
    frame=orders.toDF(), database="lake", table_name="current",
    additional_options={**hudi, "hoodie.datasource.write.precombine.field": "at"},
)
glueContext.write_dynamic_frame.from_catalog(
    frame=orders, database="lake", table_name="added",
    additional_options={**hudi, "hoodie.datasource.write.operation": "insert"},
)
glueContext.write_dynamic_frame.from_options(
    frame=orders,
    connection_type="hudi",
    connection_options={
        "path": "s3://lake/synced/",
        "hoodie.table.name": "synced",
        "hoodie.datasource.write.recordkey.field": "id",
        "hoodie.datasource.write.operation": "bulk_insert",
        "hoodie.datasource.hive_sync.enable": "true",
        "hoodie.datasource.hive_sync.database": "lake",
        "hoodie.datasource.hive_sync.table": "synced",
    },
)

glueContext.write_dynamic_frame.from_options(
    frame=orders, connection_type="marketplace.spark",
    connection_options={"path": "glue_catalog.lake.history", "connectionName": "iceberg"},
)
history = glueContext.create_dynamic_frame.from_options(
    "marketplace.spark", {"path": "glue_catalog.lake.history", "connectionName": "iceberg"}
)

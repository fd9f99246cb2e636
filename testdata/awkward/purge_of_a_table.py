import logging

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session


def replace(frame: DynamicFrame, database: str, table: str, path: str, fmt="json"):
    if spark.sql(f"SHOW TABLES FROM {database} LIKE '{table}'").count() == 1:
        glueContext.purge_s3_path(path, options={"retentionPeriod": 0})
    sink = glueContext.getSink(connection_type="s3", path=path, enableUpdateCatalog=True)
    sink.setFormat("glueparquet")
    sink.setCatalogInfo(catalogDatabase=database, catalogTableName=table)
    sink.writeFrame(frame)


def replace_files(frame: DynamicFrame, path: str):
    glueContext.purge_s3_path(path, options={"retentionPeriod": 0})
    logging.info("purged")
    sink = glueContext.getSink(connection_type="s3", path=path, enableUpdateCatalog=True)
    sink.setFormat("json")
    sink.setCatalogInfo(catalogDatabase="city", catalogTableName="files")
    sink.writeFrame(frame)


rides = glueContext.create_dynamic_frame.from_catalog("city", "rides")
replace(rides, "city", "rides_clean", "s3://depot/rides_clean/")
replace_files(rides, "s3://depot/rides_files/")

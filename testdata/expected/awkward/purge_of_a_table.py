import logging

from databricks.sdk.runtime import dbutils
from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession


def empty_table(spark, name):
    """Deletes all rows of a Delta table, where there is one of this name."""
    if spark.catalog.tableExists(name):
        DeltaTable.forName(spark, name).delete()


spark = SparkSession.builder.getOrCreate()


def replace(frame: DataFrame, database: str, table: str, path: str, fmt="json"):
    if spark.sql(f"SHOW TABLES FROM {database} LIKE '{table}'").count() == 1:
        empty_table(spark, f"{database}.{table}")
    (
        frame.write.format("delta")
        .mode("append")
        .option("mergeSchema", "true")
        .saveAsTable(f"{database}.{table}")
    )


def replace_files(frame: DataFrame, path: str):
    dbutils.fs.rm(path, True)
    logging.info("purged")
    frame.write.format("json").mode("append").option("path", path).saveAsTable("city.files")


rides = spark.read.table("city.rides")
replace(rides, "city", "rides_clean", "s3://depot/rides_clean/")
replace_files(rides, "s3://depot/rides_files/")

import logging

from databricks.sdk.runtime import dbutils
from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession, functions as F
from urllib.parse import unquote


def delete_below(spark, path, table=None):
    """Deletes what is below a path: rows of a Delta table, or of the partition that the path names, else files."""
    root, rows = path.rstrip("/"), None
    while "=" in root.rpartition("/")[2]:
        root, _, folder = root.rpartition("/")
        name, _, value = folder.partition("=")
        column = F.col(f"`{name}`")
        test = column.isNull() if value == "__HIVE_DEFAULT_PARTITION__" else column == unquote(value)
        rows = test if rows is None else rows & test
    if table is not None:
        if rows is None:
            raise ValueError(f"{path} names no partition of {table}")
        if spark.catalog.tableExists(table):
            DeltaTable.forName(spark, table).delete(rows)
    elif DeltaTable.isDeltaTable(spark, root):
        DeltaTable.forPath(spark, root).delete(rows)
    else:
        dbutils.fs.rm(path, True)


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
    delete_below(spark, path)
    logging.info("purged")
    frame.write.format("json").mode("append").option("path", path).saveAsTable("city.files")


rides = spark.read.table("city.rides")
replace(rides, "city", "rides_clean", "s3://depot/rides_clean/")
replace_files(rides, "s3://depot/rides_files/")

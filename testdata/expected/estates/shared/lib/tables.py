"""Reading and writing of the tables of the ferry company."""

from pyspark.sql import DataFrame, SparkSession


def read_table(spark: SparkSession, database: str, table: str) -> DataFrame:
    """Reads a table of the catalog."""
    return spark.read.table(f"{database}.{table}")


def write_table(spark, frame, path, keys=None):
    frame.write.format("delta").mode("append").partitionBy(keys or []).save(path)

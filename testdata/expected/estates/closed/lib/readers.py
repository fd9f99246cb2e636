from pyspark.sql import DataFrame, SparkSession


def read(spark: SparkSession, table: str) -> DataFrame:
    return spark.read.table(f"depot.{table}")


def spare(spark, name):
    return spark.read.table(f"spare.{name}")

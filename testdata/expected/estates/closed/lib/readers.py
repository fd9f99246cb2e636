from pyspark.sql import DataFrame, SparkSession


def read(spark: SparkSession, table: str) -> DataFrame:
    return spark.read.table(f"depot.{table}")


def spare(spark, name):
    return spark.read.table(f"spare.{name}")


def as_glue(df, name="frame"):
    return df


def as_rows(df):
    return as_glue(df)

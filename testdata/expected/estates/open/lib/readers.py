from pyspark.sql import DataFrame, SparkSession


def read(spark: SparkSession, table: str) -> DataFrame:
    return spark.read.table(f"depot.{table}")


def spare(glue_context, name):
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table(f"spare.{name}")


def as_glue(df, spark, name="frame"):
    return df


def as_rows(df, spark: SparkSession):
    return as_glue(df, spark)

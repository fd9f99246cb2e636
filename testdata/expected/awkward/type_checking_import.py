from __future__ import annotations

from pyspark.sql import DataFrame, SparkSession


def load(spark: SparkSession, table: str = "locks") -> DataFrame:
    return spark.read.table(f"depot.{table}")


def both(glue: "SparkSession") -> "tuple[DataFrame, DataFrame]":
    spark = SparkSession.builder.getOrCreate()
    return load(spark), load(spark, "bikes")

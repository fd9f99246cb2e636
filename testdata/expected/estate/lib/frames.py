"""Helpers that several jobs share; the caller brings the GlueContext."""

from pyspark.sql import SparkSession


def read_parquet(glueContext, path):
    spark = SparkSession.builder.getOrCreate()
    return spark.read.format("parquet").load(path)


def newest(df, keys, order_by):
    """One row for each key: the one with the highest `order_by`."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    window = Window.partitionBy(*keys).orderBy(F.col(order_by).desc())
    return df.withColumn("_rank", F.row_number().over(window)).where("_rank = 1").drop("_rank")

"""What the notebooks of the greenhouse share; Glue gets it as --extra-py-files, so it is imported by its name alone."""

from pyspark.sql import DataFrame, SparkSession, functions as F


def readings_of(spark: SparkSession, table: str) -> DataFrame:
    """The readings of a table, with the temperature as a number."""
    raw = spark.read.table(f"greenhouse.{table}")
    return raw.select("sensor", F.col("celsius").try_cast("double").alias("celsius"), "house")


def plausible(readings):
    """Readings of broken sensors go."""
    return readings.filter(F.col("celsius") < 60.0)


class Houses:
    """One frame for each house."""

    def __init__(self, spark, readings):
        self.glue_context = spark
        self.readings = readings

    def of(self, house):
        rows = self.readings
        return rows.where(rows.house == house)

from __future__ import annotations

from pyspark.sql import DataFrame, SparkSession
from typing import List, Optional


def read(spark: "SparkSession", names: "List[str]") -> "Optional[DataFrame]":
    """Reads the last table.

    Args:
        spark (SparkSession): the context of the job.
        names: tables of the catalog.

    Returns:
        DataFrame: the rows, as one DataFrame; a DataFrame is lazy.
    """
    frame: "DataFrame" = None
    for name in names:
        frame = spark.read.table(f"db.{name}")
    return frame


def other(value: "str") -> str:
    """Has nothing to do with a DynamicFrame."""
    return value


read(SparkSession.builder.getOrCreate(), ["a"]).show()


def as_frame(rides: DataFrame):
    """Converts a DynamicFrame to a DataFrame.

    :param rides: a DataFrame of rides
    """
    return rides

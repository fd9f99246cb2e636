from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from pyspark.context import SparkContext

from awsglue.context import GlueContext

if TYPE_CHECKING:
    from awsglue.dynamicframe import DynamicFrame


def read(glue_context: "GlueContext", names: "List[str]") -> "Optional[DynamicFrame]":
    """Reads the last table.

    Args:
        glue_context (GlueContext): the context of the job.
        names: tables of the catalog.

    Returns:
        awsglue.dynamicframe.DynamicFrame: the rows, as one DynamicFrame; a DynamicFrame is lazy.
    """
    frame: "DynamicFrame" = None
    for name in names:
        frame = glue_context.create_dynamic_frame.from_catalog(database="db", table_name=name)
    return frame


def other(value: "str") -> str:
    """Has nothing to do with a DynamicFrame."""
    return value


read(GlueContext(SparkContext.getOrCreate()), ["a"]).toDF().show()


def as_frame(rides: DynamicFrame):
    """Converts a DynamicFrame to a DataFrame.

    :param rides: a DynamicFrame of rides
    """
    return rides.toDF()

from typing import Any

from pyspark.sql.dataframe import DataFrame


class ApplyMapping:
    @staticmethod
    @same_as("DynamicFrame.apply_mapping", frame="self")
    def apply(frame, mappings) -> DataFrame: ...

    @classmethod
    @same_as("GlueTransform.describeArgs")
    def describeArgs(cls) -> Any: ...

    @classmethod
    @same_as("GlueTransform.describeTransform")
    def describeTransform(cls) -> Any: ...

    @classmethod
    @same_as("GlueTransform.describeErrors")
    def describeErrors(cls) -> Any: ...

    @classmethod
    @same_as("GlueTransform.describeReturn")
    def describeReturn(cls) -> Any: ...

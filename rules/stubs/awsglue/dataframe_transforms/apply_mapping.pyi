from typing import Any

from pyspark.sql.dataframe import DataFrame


class ApplyMapping:
    @staticmethod
    def apply(frame, mappings) -> DataFrame: ...

    @classmethod
    def describeArgs(cls) -> Any: ...

    @classmethod
    def describeTransform(cls) -> Any: ...

    @classmethod
    def describeErrors(cls) -> Any: ...

    @classmethod
    def describeReturn(cls) -> Any: ...

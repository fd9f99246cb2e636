from pyspark.sql import DataFrame

from awsglue.utils import callsite, makeOptions


class StreamingDataSource:
    name: str
    def __init__(self, j_source, sql_ctx, name) -> None: ...
    def setFormat(self, format, **options) -> None: ...
    def getFrame(self) -> DataFrame: ...

from typing import Any

from pyspark.sql.column import Column


def __getattr__(name) -> Any: ...
def input_file_name() -> Column: ...

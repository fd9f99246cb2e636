# An import for type checkers alone: it goes with its `if`, and with what only the `if` read.
from __future__ import annotations

from pyspark.sql import DataFrame


def rows(frame: "DataFrame") -> int:
    return frame.count()


def first(frame: DataFrame):
    return frame.drop("ride_id").first()

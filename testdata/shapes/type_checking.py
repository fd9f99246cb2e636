# An import for type checkers alone: it goes with its `if`, and with what only the `if` read.
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awsglue.dynamicframe import DynamicFrame


def rows(frame: "DynamicFrame") -> int:
    return frame.toDF().count()


def first(frame: DynamicFrame):
    return frame.drop_fields(["ride_id"]).toDF().first()

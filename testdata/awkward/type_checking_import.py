from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awsglue.context import GlueContext
    from awsglue.dynamicframe import DynamicFrame


def load(glue: GlueContext, table: str = "locks") -> DynamicFrame:
    return glue.create_dynamic_frame.from_catalog(database="depot", table_name=table)


def both(glue: "GlueContext") -> "tuple[DynamicFrame, DynamicFrame]":
    return load(glue), load(glue, "bikes")

"""What the notebooks of the greenhouse share; Glue gets it as --extra-py-files, so it is imported by its name alone."""

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import ApplyMapping

MAPPINGS = [
    ("sensor", "string", "sensor", "string"),
    ("celsius", "string", "celsius", "double"),
    ("house", "string", "house", "string"),
]


def readings_of(glue_context: GlueContext, table: str) -> DynamicFrame:
    """The readings of a table, with the temperature as a number."""
    raw = glue_context.create_dynamic_frame.from_catalog(database="greenhouse", table_name=table)
    return ApplyMapping.apply(frame=raw, mappings=MAPPINGS)


def plausible(readings):
    """Readings of broken sensors go."""
    return readings.filter(lambda row: row["celsius"] < 60.0)


class Houses:
    """One frame for each house."""

    def __init__(self, glue_context, readings):
        self.glue_context = glue_context
        self.readings = readings

    def of(self, house):
        rows = self.readings.toDF()
        return DynamicFrame.fromDF(rows.where(rows.house == house), self.glue_context, house)

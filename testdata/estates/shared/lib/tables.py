"""Reading and writing of the tables of the ferry company."""

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame


def read_table(glue_context: GlueContext, database: str, table: str) -> DynamicFrame:
    """Reads a table of the catalog."""
    return glue_context.create_dynamic_frame.from_catalog(database=database, table_name=table)


def write_table(glue_context, frame, path, keys=None):
    glue_context.write_dynamic_frame.from_options(
        frame=frame,
        connection_type="s3",
        connection_options={"path": path, "partitionKeys": keys or []},
        format="parquet",
    )

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame


def read(glue_context: GlueContext, table: str) -> DynamicFrame:
    return glue_context.create_dynamic_frame.from_catalog(database="depot", table_name=table)


def spare(glue_context, name):
    return glue_context.create_dynamic_frame.from_catalog(database="spare", table_name=name)

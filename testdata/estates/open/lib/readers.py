from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame


def read(glue_context: GlueContext, table: str) -> DynamicFrame:
    return glue_context.create_dynamic_frame.from_catalog(database="depot", table_name=table)


def spare(glue_context, name):
    return glue_context.create_dynamic_frame.from_catalog(database="spare", table_name=name)


def as_glue(df, spark, name="frame"):
    return DynamicFrame.fromDF(df, GlueContext(spark.sparkContext), name)


def as_rows(df, glue_context: GlueContext):
    return as_glue(df, glue_context.spark_session).toDF()

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext


def load(glue_context, table):
    frame = glue_context.create_dynamic_frame.from_catalog(database="mill", table_name=table)
    return frame.drop_fields(["scratch"])


def keep(frame, glue_context, path):
    glue_context.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options={"path": path}, format="json"
    )


def main():
    glue_context = GlueContext(SparkContext.getOrCreate())
    keep(load(glue_context, "grain"), glue_context, "s3://mill/grain/")

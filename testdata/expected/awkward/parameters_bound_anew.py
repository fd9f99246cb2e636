# What a parameter is shows where it is used before something else is bound to its name.
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def store(frame, path):
    glueContext.write_dynamic_frame.from_options(
        frame=DynamicFrame.fromDF(frame, glueContext, "frame"), connection_type="s3", connection_options={"path": path}, format="parquet", more=1
    )
    if frame.count() > 0:
        frame = frame.limit(10)
    return frame

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = (
    glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options={"paths": ["s3://bucket/orders/"], "recurse": True}, format="json")
)
items = (glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options={"paths": ["s3://bucket/items/"], "recurse": True}, format="json")
         .toDF())
both = (
    # Comments in brackets keep them.
    glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options={"paths": ["s3://bucket/both/"], "recurse": True}, format="json")
)
short = (glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="short"))


def store(frame, keys=None):
    glueContext.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options={"path": "s3://bucket/out/", "partitionKeys": keys}, format="parquet")


store(orders)
store(items, ["day"])

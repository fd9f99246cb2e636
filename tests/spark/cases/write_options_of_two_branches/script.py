from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def save(frame, path, by):
    if by == "None":
        options = {"path": path}
    else:
        options = {"path": path, "partitionKeys": [by]}
    sink = glueContext.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options=options, format="parquet"
    )
    print(f"written: {sink}")


orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
save(orders, "s3://lake/by_day/", "day")
save(orders, "s3://lake/plain/", "None")

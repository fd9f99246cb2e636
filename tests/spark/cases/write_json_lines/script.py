from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
keys = ["y", "m"]
glueContext.write_dynamic_frame.from_options(
    frame=d,
    connection_type="s3",
    connection_options={"path": "s3://lake/out/", "partitionKeys": keys},
    format="json",
)


def store(path, keys=None):
    glueContext.write_dynamic_frame.from_options(
        frame=d,
        connection_type="s3",
        connection_options={"path": path, "partitionKeys": keys},
        format="json",
    )


store("s3://lake/flat/")
store("s3://lake/parts/", ["m"])

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
stream = spark.readStream.schema("id bigint, s string").json("s3://lake/in/")
calls = []


def process(data_frame, batch_id):
    print(data_frame.count(), "rows")
    frame = DynamicFrame.fromDF(data_frame, glueContext, "batch")
    glueContext.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options={"path": "s3://lake/out/"}, format="json"
    )


def never(data_frame, batch_id):
    calls.append(batch_id)


glueContext.forEachBatch(
    frame=stream,
    batch_function=process,
    options={"windowSize": "10 seconds", "checkpointLocation": "s3://lake/one/"},
)
glueContext.forEachBatch(
    frame=stream.filter("id > 100"),
    batch_function=never,
    options={"windowSize": "10 seconds", "checkpointLocation": "s3://lake/two/"},
)

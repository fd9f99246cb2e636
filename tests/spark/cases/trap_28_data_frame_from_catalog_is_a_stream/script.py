from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

df = glueContext.create_data_frame.from_catalog(
    database="events", table_name="clicks", additional_options={"startingPosition": "TRIM_HORIZON", "inferSchema": "true"}
)


def process(data_frame, batch_id):
    data_frame.write.format("json").mode("append").save("s3://lake/out/")


if not df.isStreaming:
    raise ValueError("a batch read where Glue reads a stream")
glueContext.forEachBatch(
    frame=df, batch_function=process, options={"windowSize": "100 seconds", "checkpointLocation": "s3://lake/checkpoint/"}
)

# Empty batches are skipped, and the call blocks.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

stream = glueContext.create_data_frame.from_options(
    connection_type="kafka",
    connection_options={
        "bootstrap.servers": "broker:9092",
        "topic": "visits",
        "startingOffsets": "earliest",
    },
)


def process(batch, batch_id):
    batch.write.mode("append").json("s3://clinic-out/stream/")


glueContext.forEachBatch(
    frame=stream,
    batch_function=process,
    options={"windowSize": "30 seconds", "checkpointLocation": "s3://clinic-out/checkpoint/"},
)

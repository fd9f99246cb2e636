# Empty batches are skipped, and the call blocks.
from awsglue.context import GlueContext
from pyspark.context import SparkContext


def skip_empty(process):
    """Makes a batch function that leaves batches without rows alone."""

    def run(batch, batch_id):
        if not batch.isEmpty():
            process(batch, batch_id)

    return run


glueContext = GlueContext(SparkContext.getOrCreate())

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


(
    stream.writeStream.foreachBatch(skip_empty(process))
    .option("checkpointLocation", "s3://clinic-out/checkpoint/")
    .trigger(processingTime="30 seconds")
    .start()
    .awaitTermination()
)

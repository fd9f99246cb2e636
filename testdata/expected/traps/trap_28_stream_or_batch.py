# A data frame from the catalog may be a stream: what is done with it says so.
from pyspark.sql import SparkSession


def skip_empty(process):
    """Makes a batch function that leaves batches without rows alone."""

    def run(batch, batch_id):
        if not batch.isEmpty():
            process(batch, batch_id)

    return run


spark = SparkSession.builder.getOrCreate()

batch = spark.read.table("clinic.visits_delta")
batch.show()
stream = spark.readStream.table("clinic.visits_stream")


def process(data, batch_id):
    data.write.mode("append").json("s3://clinic-out/stream/")


(
    stream.writeStream.foreachBatch(skip_empty(process))
    .option("checkpointLocation", "s3://clinic-out/cp/")
    .trigger(processingTime="60 seconds")
    .start()
    .awaitTermination()
)

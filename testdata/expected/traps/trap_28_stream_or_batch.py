# A data frame from the catalog may be a stream: what is done with it says so.
from awsglue.context import GlueContext
from pyspark.sql import SparkSession
from pyspark.context import SparkContext


def skip_empty(process):
    """Makes a batch function that leaves batches without rows alone."""

    def run(batch, batch_id):
        if not batch.isEmpty():
            process(batch, batch_id)

    return run


glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

batch = spark.read.table("clinic.visits_delta")
batch.show()
stream = glueContext.create_data_frame.from_catalog(
    database="clinic",
    table_name="visits_stream",
    additional_options={"startingPosition": "TRIM_HORIZON", "inferSchema": "true"},
)


def process(data, batch_id):
    data.write.mode("append").json("s3://clinic-out/stream/")


(
    stream.writeStream.foreachBatch(skip_empty(process))
    .option("checkpointLocation", "s3://clinic-out/cp/")
    .trigger(processingTime="60 seconds")
    .start()
    .awaitTermination()
)

# A data frame from the catalog may be a stream: what is done with it says so.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

batch = glueContext.create_data_frame.from_catalog(database="clinic", table_name="visits_delta")
batch.show()
stream = glueContext.create_data_frame.from_catalog(
    database="clinic",
    table_name="visits_stream",
    additional_options={"startingPosition": "TRIM_HORIZON", "inferSchema": "true"},
)


def process(data, batch_id):
    data.write.mode("append").json("s3://clinic-out/stream/")


glueContext.forEachBatch(
    frame=stream, batch_function=process, options={"windowSize": "60 seconds", "checkpointLocation": "s3://clinic-out/cp/"}
)

import argparse

from awsglue.context import GlueContext
from pyspark.context import SparkContext

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--TempDir")
args = vars(parser.parse_known_args()[0])
glueContext = GlueContext(SparkContext.getOrCreate())

positions = glueContext.create_data_frame.from_catalog(
    database="velora_raw",
    table_name="positions_kinesis",
    additional_options={"startingPosition": "TRIM_HORIZON", "inferSchema": "true"},
)


def store(batch, batch_id):
    if batch.count() == 0:
        return
    batch.write.format("delta").mode("append").save("s3://velora-lake/raw/positions/")


(
    positions.writeStream.foreachBatch(store)
    .option("checkpointLocation", args["TempDir"] + "/positions/checkpoint/")
    .trigger(processingTime="60 seconds")
    .start()
    .awaitTermination()
)

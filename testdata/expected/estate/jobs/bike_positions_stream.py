import argparse
from pyspark.sql import SparkSession

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--TempDir")
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()

positions = spark.readStream.table("bikes.raw.positions_kinesis")


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

import argparse
from pyspark.sql import SparkSession, functions as F

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()


def drop_null_columns(frame):
    """Drops the columns that hold no value in any row."""
    if not frame.columns:
        return frame
    counts = frame.select([F.count(frame[f"`{name}`"]) for name in frame.columns]).first()
    return frame.drop(*[name for name, count in zip(frame.columns, counts) if count == 0])


(
    drop_null_columns(
        spark.read.table("depot.locks")
        .where("firmware > 3")
        .withColumnRenamed("id", "lock_id")
        .drop("pin")
    )
    .repartition(1)
    .write.format("delta")
    .mode("append")
    .save(args["path"])
)
print(len(spark.read.table("depot.locks").columns))

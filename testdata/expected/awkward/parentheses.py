from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()


def drop_null_columns(frame):
    """Drops the columns that hold no value in any row."""
    if not frame.columns:
        return frame
    counts = frame.select([F.count(frame[f"`{name}`"]) for name in frame.columns]).first()
    return frame.drop(*[name for name, count in zip(frame.columns, counts) if count == 0])


# the catalog
df = (
    spark.read.table("depot.locks")
)
(drop_null_columns((df)))

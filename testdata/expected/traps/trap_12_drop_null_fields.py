# Columns without any value go, never rows.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()



def drop_null_columns(frame):
    """Drops the columns that hold no value in any row."""
    if not frame.columns:
        return frame
    counts = frame.select([F.count(frame[f"`{name}`"]) for name in frame.columns]).first()
    return frame.drop(*[name for name, count in zip(frame.columns, counts) if count == 0])


visits = spark.read.table("clinic.visits")
columns = drop_null_columns(visits)
rows = columns.dropna(how="all")
rows.show()

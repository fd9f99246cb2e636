# The second position of `map` and of `apply_mapping` is not the context name.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

def clean(row):
    row["ward"] = row["ward"].strip()
    return row


visits = spark.read.table("clinic.visits")
mapped = visits.select("ward")
cleaned = mapped.filter(F.col("ward").isNotNull()).withColumn(
    "ward",
    F.regexp_replace(F.col("ward"), r"^\s+|\s+$", ""),
)
cleaned.show()

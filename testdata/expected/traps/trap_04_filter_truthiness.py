# A falsy value drops the row, and so does a comparison of a null that raises.
from pyspark.sql import SparkSession, functions as F


def is_truthy(column):
    """Whether Python takes a value for true: no null, no empty text, no zero, no empty list."""
    text = column.cast("string")
    falsy = text.rlike(r"^(-?[0.]+(E[+-]?\d+)?|false|\[\]|\{\})$")
    falsy = F.when(F.typeof(column) == "string", text == "").otherwise(falsy)
    return column.isNotNull() & ~falsy


spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
billed = visits.filter(F.col("amount") > 0)
late = billed.filter(
    F.col("delay").isNotNull() & ((F.col("delay") > 30) | (F.col("state") == "late"))
)
named = late.filter(is_truthy(F.col("doctor")) & (F.length(F.col("doctor")) > 2))
named.show()

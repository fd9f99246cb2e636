# Nothing fails where a quoted annotation names what nobody imports.
from pyspark.sql import DataFrame, SparkSession

spark = SparkSession.builder.getOrCreate()


def without_day(frame: "DataFrame") -> "DataFrame":
    return frame.drop("day")


d = spark.read.table("db.t")
without_day(d).show()

# `!=` and `not in` keep rows in which the field is null.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
open_visits = visits.filter(~F.col("state").eqNullSafe("closed"))
local = open_visits.filter(~F.coalesce(F.col("site").isin("north", "south"), F.lit(False)))
known = local.filter(~F.col("state").eqNullSafe("lost") & F.col("site").isNotNull())
known.show()

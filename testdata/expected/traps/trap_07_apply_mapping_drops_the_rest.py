# A mapping is a select: what is not mapped goes, and names can be swapped.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
swapped = visits.select(F.col("begin").alias("finish"), F.col("finish").alias("begin"), "id")
swapped.show()

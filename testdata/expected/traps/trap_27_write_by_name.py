# A write to a table goes by the names of the columns.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
ordered = visits.select("state", "id")
ordered.write.mode("append").saveAsTable("clinic.states")

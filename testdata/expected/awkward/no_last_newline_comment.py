from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("depot.locks")
frame.show()
# TODO: tell the depot
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("depot.locks"); df = frame
df.show(); print("done")
if df.count(): print("rows")

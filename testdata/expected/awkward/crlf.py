from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
df = spark.read.table("depot.locks")
df.show()

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

def load(table):
	if table:
		frame = spark.read.table(f"depot.{table}")
		return frame

load("locks").show()

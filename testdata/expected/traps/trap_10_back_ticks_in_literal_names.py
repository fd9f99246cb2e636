# Spark takes the name of a renamed or dropped column as it stands.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

sums = spark.read.table("clinic.sums")
renamed = sums.withColumnRenamed("sum(amount)", "total")
dropped = renamed.drop("count(1)", "a.b")
dropped.show()

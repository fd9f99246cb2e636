# A dot in a target makes a struct; back-ticks keep it in the name.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

patients = spark.read.table("clinic.patients")
nested = patients.select(
    F.struct("street", "zip").alias("address"),
    F.col("`home.phone`").alias("phone"),
    F.col("insurance.number").alias("insurance.number"),
)
nested.show()

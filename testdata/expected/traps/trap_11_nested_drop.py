# `drop` of a path of dots does nothing in Spark.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

patients = spark.read.table("clinic.patients")
slim = patients.withColumn("address", F.col("address").dropFields("county", "geo.lat")).drop(
    "notes"
)
slim = slim.withColumn(
    "visits",
    F.transform(F.col("visits"), lambda item: item.dropFields("comment")),
)
slim.show()

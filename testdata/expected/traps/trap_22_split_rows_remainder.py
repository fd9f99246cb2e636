# The second frame has all other rows, those with a null too.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
parts = {
    "working": visits.filter((F.col("age") > 17) & (F.col("age") < 65)),
    "others": visits.filter(~F.coalesce((F.col("age") > 17) & (F.col("age") < 65), F.lit(False))),
}
parts["working"].show()
parts["others"].show()

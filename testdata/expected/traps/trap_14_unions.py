# The union of frames goes by name, that of Glue Studio by position.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


march = spark.read.table("clinic.march")
april = spark.read.table("clinic.april")
by_name = march.unionByName(april, allowMissingColumns=True)
by_place = march.union(april)
distinct = march.union(april).distinct()
by_name.show()
by_place.show()
distinct.show()

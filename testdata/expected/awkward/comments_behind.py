from pyspark.sql import SparkSession

# Start Spark
spark = SparkSession.builder.getOrCreate()  # TODO: one for all jobs
# the old one has no docks
docks = spark.read.table("depot.docks")
rows = docks  # to Spark
rows.show()  # at most 20

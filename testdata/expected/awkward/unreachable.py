from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
for day in days:
    try:
        continue
    except ValueError:
        pass
    else:
        frame = spark.read.table("db.t")

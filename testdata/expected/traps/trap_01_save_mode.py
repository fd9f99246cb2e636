# Glue appends; Spark raises where the target is there.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
visits.write.format("json").mode("append").save("s3://clinic-out/visits/")
visits.write.format("delta").mode("append").partitionBy("day").save("s3://clinic-out/lake/")
visits.write.mode("append").saveAsTable("clinic.visits_copy")

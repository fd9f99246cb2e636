# A sink is one write, whatever the order of the statements.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
(
    visits.write.format("delta")
    .mode("append")
    .partitionBy("day")
    .option("mergeSchema", "true")
    .saveAsTable("clinic.visits_clean")
)

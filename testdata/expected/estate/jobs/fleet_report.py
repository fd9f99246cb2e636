"""Plain Spark already; nothing here is for unglue to change."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("fleet_report").getOrCreate()

bikes = spark.read.table("bikes.curated.bikes")
report = bikes.groupBy("model").count().toDF("model", "bikes")
report.write.mode("overwrite").saveAsTable("bikes.curated.fleet_report")

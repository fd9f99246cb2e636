# Databricks notebook source
# MAGIC %md
# MAGIC # The day of the greenhouse is closed

# COMMAND ----------

import sensors

# COMMAND ----------

# COMMAND ----------

# DBTITLE 1,What the first notebook has kept
kept = spark.read.format("delta").load("s3://lake/greenhouse/kept/")
late = sensors.plausible(sensors.readings_of(spark, "late"))

# COMMAND ----------

both = kept.unionByName(late)
warmest = both.groupBy("house").agg({"celsius": "max"}).withColumnRenamed("max(celsius)", "warmest")
warmest.write.mode("overwrite").json("s3://lake/greenhouse/warmest/")

# COMMAND ----------

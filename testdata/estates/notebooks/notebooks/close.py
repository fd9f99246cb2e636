# Databricks notebook source
# MAGIC %md
# MAGIC # The day of the greenhouse is closed

# COMMAND ----------

from awsglue.context import GlueContext
from awsglue.job import Job

import sensors

# COMMAND ----------

glueContext = GlueContext(sc)
job = Job(glueContext)

# COMMAND ----------

# DBTITLE 1,What the first notebook has kept
kept = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/greenhouse/kept/"]},
    format="parquet",
)
late = sensors.plausible(sensors.readings_of(glueContext, "late"))

# COMMAND ----------

both = kept.toDF().unionByName(late.toDF())
warmest = both.groupBy("house").agg({"celsius": "max"}).withColumnRenamed("max(celsius)", "warmest")
warmest.write.mode("overwrite").json("s3://lake/greenhouse/warmest/")

# COMMAND ----------

job.commit()

# Databricks notebook source
# MAGIC %md
# MAGIC # Locks, moved from Glue

# COMMAND ----------

# MAGIC %pip install haversine

# COMMAND ----------

import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions

# COMMAND ----------

args = getResolvedOptions(sys.argv, ["JOB_NAME", "table"])
glueContext = GlueContext(sc)
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

# COMMAND ----------

# DBTITLE 1,Read
locks = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name=args["table"])
locks.toDF().show()

# COMMAND ----------

job.commit()

# COMMAND ----------

# MAGIC %sql
# MAGIC select * from locks

# Databricks notebook source
# MAGIC %md
# MAGIC # Locks, moved from Glue

# COMMAND ----------

# MAGIC %pip install haversine

# COMMAND ----------

# COMMAND ----------

args = {"table": dbutils.widgets.get("table")}

# COMMAND ----------

# DBTITLE 1,Read
locks = spark.read.table("depot." + args["table"])
locks.show()

# COMMAND ----------

# COMMAND ----------

# MAGIC %sql
# MAGIC select * from locks

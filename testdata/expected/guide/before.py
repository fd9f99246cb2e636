from pyspark.sql import SparkSession, functions as F

# ... boilerplate setup ...
spark = SparkSession.builder.getOrCreate()

datasource0 = spark.read.table("source_catalog.source_db.raw_events")

# Use a Glue-specific 'ResolveChoice' transform to handle mixed types
spark_df = datasource0.withColumn("user_id", F.col("user_id").try_cast("bigint"))

# Convert to Spark DataFrame for some operations, then back
spark_df_filtered = spark_df.filter("event_type = 'purchase'")

# Write out using Glue's writer
(
    spark_df_filtered.write.format("delta")
    .mode("append")
    .saveAsTable("target_catalog.target_db.purchase_events")
)

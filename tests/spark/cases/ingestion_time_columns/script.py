from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_data_frame.from_catalog(database="sales", table_name="orders")
by_day = glueContext.add_ingestion_time_columns(orders, "day")
by_minute = glueContext.add_ingestion_time_columns(orders, "minute")
stamp = "make_timestamp(ingest_year, ingest_month, ingest_day, ingest_hour, ingest_minute, 0)"
off = by_minute.where(f"NOT {stamp} <=> date_trunc('MINUTE', current_timestamp())").count()
rows = by_minute.count()

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
context = GlueContext(SparkContext.getOrCreate())
spark = context.spark_session
job = Job(context)
job.init(args["JOB_NAME"], args)

trips = context.create_dynamic_frame.from_catalog(database="velora_curated", table_name="trips")
trips.toDF().createOrReplaceTempView("trips")

invoices = spark.sql(
    """
    SELECT bike_id, date_trunc('month', started_at) AS month, sum(fare_eur) AS revenue
    FROM trips
    GROUP BY 1, 2
    """
)

# The connection, its user and its password are kept in the Glue catalog.
settings = context.extract_jdbc_conf("velora-billing")
(
    invoices.write.format("jdbc")
    .option("url", settings["fullUrl"])
    .option("user", settings["user"])
    .option("password", settings["password"])
    .option("dbtable", "billing.monthly_revenue")
    .mode("overwrite")
    .save()
)

bikes = context.create_dynamic_frame.from_options(
    connection_type="postgresql",
    connection_options={
        "useConnectionProperties": "true",
        "dbtable": "fleet.bikes",
        "connectionName": "velora-billing",
    },
)
context.write_dynamic_frame.from_jdbc_conf(
    frame=bikes,
    catalog_connection="velora-archive",
    connection_options={"dbtable": "archive.bikes", "database": "velora"},
)
job.commit()

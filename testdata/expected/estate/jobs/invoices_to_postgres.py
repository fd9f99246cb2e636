from databricks.sdk.runtime import dbutils
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

trips = spark.read.table("bikes.curated.trips")
trips.createOrReplaceTempView("trips")

invoices = spark.sql(
    """
    SELECT bike_id, date_trunc('month', started_at) AS month, sum(fare_eur) AS revenue
    FROM trips
    GROUP BY 1, 2
    """
)

# The connection, its user and its password are kept in the Glue catalog.
settings = {
    "fullUrl": dbutils.secrets.get("velora-billing", "url"),
    "user": dbutils.secrets.get("velora-billing", "user"),
    "password": dbutils.secrets.get("velora-billing", "password"),
}
(
    invoices.write.format("jdbc")
    .option("url", settings["fullUrl"])
    .option("user", settings["user"])
    .option("password", settings["password"])
    .option("dbtable", "billing.monthly_revenue")
    .mode("overwrite")
    .save()
)

bikes = (
    spark.read.format("jdbc")
    .option("url", dbutils.secrets.get("velora-billing", "url"))
    .option("user", dbutils.secrets.get("velora-billing", "user"))
    .option("password", dbutils.secrets.get("velora-billing", "password"))
    .option("dbtable", "fleet.bikes")
    .load()
)
(
    bikes.write.format("jdbc")
    .mode("append")
    .option("url", dbutils.secrets.get("velora-archive", "url"))
    .option("user", dbutils.secrets.get("velora-archive", "user"))
    .option("password", dbutils.secrets.get("velora-archive", "password"))
    .option("dbtable", "archive.bikes")
    .save()
)

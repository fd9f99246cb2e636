from databricks.sdk.runtime import dbutils
from pyspark.sql import SparkSession

# What a person sets here must still be what the reads below see.
SEPARATOR = ";"
VIEW = "orders_view"
HEADER = True

spark = SparkSession.builder.getOrCreate()
orders = (
    spark.read.format("jdbc")
    .option("url", dbutils.secrets.get("shop", "url"))
    .option("user", dbutils.secrets.get("shop", "user"))
    .option("password", dbutils.secrets.get("shop", "password"))
    .option("dbtable", VIEW)
    .load()
)
lines = (
    spark.read.format("csv")
    .option("header", "true")
    .option("sep", SEPARATOR)
    .option("escape", '"')
    .load("s3://depot/lines/")
)
print(orders.count(), lines.count())

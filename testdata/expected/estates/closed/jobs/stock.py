from pyspark.sql import SparkSession

from lib.readers import as_rows, read
from lib.writers import keep_all

spark = SparkSession.builder.getOrCreate()
stock = read(spark, table="stock")
keep_all(spark, {"stock": stock})
as_rows(stock).show()

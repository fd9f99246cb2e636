from pyspark.sql import SparkSession
from elsewhere import audited

spark = SparkSession.builder.getOrCreate()
orders = spark.read.table("shop.orders")
checked = audited(orders)
checked.toDF().show()
audited(orders).toDF().show()
audited("orders").union(orders).show()

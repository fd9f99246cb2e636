import sys
from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
orders = spark.read.table("shop.orders")
step = DropFields.apply if "--drop" in sys.argv else SelectFields.apply
orders = step(DynamicFrame.fromDF(orders, glueContext, "orders"), ["a"]).toDF()
for other in (DropFields.apply, SelectFields.apply):
    orders = other(DynamicFrame.fromDF(orders, glueContext, "orders"), ["b"]).toDF()
kind = DropFields if "--drop" in sys.argv else SelectFields
orders = kind.apply(DynamicFrame.fromDF(orders, glueContext, "orders"), ["c"]).toDF()
orders = kind()(DynamicFrame.fromDF(orders, glueContext, "orders"), ["d"]).toDF()
orders = {"drop": DropFields.apply, "own": lambda frame, names: frame}[sys.argv[1]](DynamicFrame.fromDF(
    orders, glueContext, "orders"
), ["e"]).toDF()
orders.show()

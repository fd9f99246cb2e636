import sys
from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext())
orders = glueContext.create_dynamic_frame.from_catalog(database="shop", table_name="orders")
step = DropFields.apply if "--drop" in sys.argv else SelectFields.apply
orders = step(orders, ["a"])
for other in (DropFields.apply, SelectFields.apply):
    orders = other(orders, ["b"])
kind = DropFields if "--drop" in sys.argv else SelectFields
orders = kind.apply(orders, ["c"])
orders = kind()(orders, ["d"])
orders = {"drop": DropFields.apply, "own": lambda frame, names: frame}[sys.argv[1]](orders, ["e"])
orders.toDF().show()

from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
buyers = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="buyers")

one = Join.apply(orders, buyers, ["buyer.id"], ["id"]).select_fields(["id", "`.id`", "name", "buyer"]).toDF()
two = buyers.join(["id", "day"], ["buyer.id", "day"], orders).select_fields(["name", "total"]).toDF()

from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
visits = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="visits")

joined = SelectFields.apply(orders, ["id", "day", "amount"]).join(
    ["id", "day"], ["id", "day"], visits.select_fields(["id", "day", "page"])
)
left = ApplyMapping.apply(frame=orders, mappings=[("id", "long", "id", "long"), ("amount", "long", "amount", "long")])
right = ApplyMapping.apply(frame=visits, mappings=[("id", "long", "visit", "long")])
renamed = Join.apply(frame1=left, frame2=right, keys1=["id"], keys2=["visit"])

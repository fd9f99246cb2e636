from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

people = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
lines = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="lines")
j = Join.apply(Join.apply(people, orders, "person", "person"), lines, "order", "order")
glueContext.write_dynamic_frame.from_options(
    frame=j, connection_type="s3", connection_options={"path": "s3://lake/all/"}, format="parquet"
)
k = Join.apply(people, Join.apply(orders, lines, "order", "order"), "person", "person")
last = k.select_fields(["person", "order", "updated"])
glueContext.write_dynamic_frame.from_options(
    frame=k, connection_type="s3", connection_options={"path": "s3://lake/other/"}, format="parquet"
)

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
people = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
both = Join.apply(orders, people, "id", "id")
one_key = Join.apply(orders, people, "id", "id").drop_fields(["`.id`"])

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
people = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
method = orders.join(["person"], ["person_id"], people)
class_ = Join.apply(orders, people, ["person"], ["person_id"])

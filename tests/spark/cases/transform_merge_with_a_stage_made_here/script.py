from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
changes = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="changes")
merged = orders.mergeDynamicFrame(changes.select_fields(["id", "s"]), ["id"])

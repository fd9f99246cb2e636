from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
m = d.apply_mapping([("ID", "long", "n", "long"), ("s", "string", "s", "string")], False, "ctx")
f = d.filter(lambda x: x["id"] > 1, "ctx", "info")

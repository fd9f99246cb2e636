from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
typed = ApplyMapping.apply(orders, [("n", "string", "n", "int"), ("city", "string", "city", "string")])
texts = Filter.apply(typed, lambda r: r["n"] in ["1", "2"])
others = Filter.apply(typed, lambda r: r["n"] not in ["1", "2"])
both = Filter.apply(typed, lambda r: r["n"] in ["1", 2])
cities = Filter.apply(typed, lambda r: r["city"] in (1, "2"))

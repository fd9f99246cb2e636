from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
unequal = Filter.apply(frame=d, f=lambda x: x["status"] != "del")
outside = Filter.apply(frame=d, f=lambda x: x["status"] not in ["del", "old"])
negated = d.filter(lambda x: not x["status"] == "del")

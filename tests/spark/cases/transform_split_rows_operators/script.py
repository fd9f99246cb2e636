from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
parts = SplitRows.apply(d, {"n": {">=": 2, "<=": 3}, "s": {"=": "a"}})
unequal = d.split_rows({"n": {"!=": 2}}, "in", "out")

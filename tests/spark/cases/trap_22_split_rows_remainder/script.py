from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
parts = SplitRows.apply(d, {"age": {">": 10, "<": 20}}, "inside", "outside")

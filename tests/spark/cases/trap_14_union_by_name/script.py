from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

one = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="one")
two = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="two")
u = one.union(two)

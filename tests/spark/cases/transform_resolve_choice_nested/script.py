from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
r = d.resolveChoice(specs=[("who.age", "cast:long")])

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
structs = ResolveChoice.apply(frame=d, choice="make_struct", transformation_ctx="structs")
columns = d.resolveChoice(choice="make_cols")
cast = d.resolveChoice(specs=[("id", "cast:long")])

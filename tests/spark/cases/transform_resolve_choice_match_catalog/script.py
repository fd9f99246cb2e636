from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
r = ResolveChoice.apply(frame=d, choice="match_catalog", database="gold", table_name="orders")

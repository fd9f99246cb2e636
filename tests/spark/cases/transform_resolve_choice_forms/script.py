from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
top = ResolveChoice.apply(frame=d, specs=[("a", "Cast:int"), ("b", "project:string")])
made = d.resolveChoice(specs=[(name, "cast:long") for name in ["a", "b"]])

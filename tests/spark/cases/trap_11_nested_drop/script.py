from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="places")
x = d.drop_fields(["loc.county", "nowhere"])
deep = DropFields.apply(frame=d, paths=["loc.geo.lat"])

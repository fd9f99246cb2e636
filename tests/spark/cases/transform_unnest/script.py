from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
x = UnnestFrame.apply(frame=d)
renamed = d.unnest().rename_field("`who.name`", "name").drop_fields(["`who.home.city`"])

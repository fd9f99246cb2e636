from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
x = d.drop_fields(["items.n"])
gone = DropFields.apply(frame=d, paths=["only.x"])
deep = d.drop_fields(["Items.N", "only.x", "only.nothing", "none.at.all", "id.x"])

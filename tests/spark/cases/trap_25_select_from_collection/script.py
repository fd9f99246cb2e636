from awsglue.transforms import *
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from awsglue.dynamicframe import DynamicFrameCollection

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
frames = DynamicFrameCollection({"all": d, "ids": d.select_fields(["id"])}, glueContext)
some = SelectFromCollection.apply(dfc=frames, key="ids", transformation_ctx="some")
first = frames.select(list(frames.keys())[0])

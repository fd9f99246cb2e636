from awsglue.transforms import *
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from awsglue.dynamicframe import DynamicFrameCollection

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
orders = DynamicFrame.fromDF(d.toDF(), glueContext, "orders")
first = DynamicFrame.fromDF(d.toDF().where("id = 1"), glueContext, "first")
frames = DynamicFrameCollection([orders, first], glueContext)
print(len(frames), list(frames.keys()))


def clean(frame, ctx):
    return frame.drop_fields(["s"])


mapped = MapToCollection.apply(dfc=frames, callable=clean, transformation_ctx="mapped")
again = frames.map(clean)
print(list(again.keys()), [frame.count() for frame in again.values()])

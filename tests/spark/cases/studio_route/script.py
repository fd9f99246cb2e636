import concurrent.futures
import re
from awsglue.transforms import *
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrameCollection
from awsglue.gluetypes import *
from awsglue import DynamicFrame


class GroupFilter:
    def __init__(self, name, filters):
        self.name = name
        self.filters = filters


def apply_group_filter(source_DyF, group):
    return Filter.apply(frame=source_DyF, f=group.filters)


def threadedRoute(glue_ctx, source_DyF, group_filters) -> DynamicFrameCollection:
    dynamic_frames = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=5) as executor:
        future_to_filter = {executor.submit(apply_group_filter, source_DyF, gf): gf for gf in group_filters}
        for future in concurrent.futures.as_completed(future_to_filter):
            gf = future_to_filter[future]
            if future.exception() is not None:
                print("%r generated an exception: %s" % (gf, future.exception()))
            else:
                dynamic_frames[gf.name] = future.result()
    return DynamicFrameCollection(dynamic_frames, glue_ctx)


sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
rides = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="rides")

# Script generated for node Conditional Router
routed = threadedRoute(
    glueContext,
    source_DyF=rides,
    group_filters=[
        GroupFilter(name="far", filters=lambda row: (row["km"] > 9)),
        GroupFilter(name="bonn", filters=lambda row: (bool(re.match("Bonn", row["city"])))),
        GroupFilter(
            name="default_group",
            filters=lambda row: (not (row["km"] > 9) and not (bool(re.match("Bonn", row["city"])))),
        ),
    ],
)

# Script generated for node far
far = SelectFromCollection.apply(dfc=routed, key="far", transformation_ctx="far")

# Script generated for node bonn
bonn = SelectFromCollection.apply(dfc=routed, key="bonn", transformation_ctx="bonn")

# Script generated for node default_group
rest = SelectFromCollection.apply(dfc=routed, key="default_group", transformation_ctx="rest")

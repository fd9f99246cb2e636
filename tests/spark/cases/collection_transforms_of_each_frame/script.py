from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrameCollection
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
parts = SplitRows.apply(frame=orders, comparison_dict={"id": {">": 10}}, name1="high", name2="low")


def halve(frame, ctx):
    name = "high" if frame.toDF().where("id > 10").count() else "low"
    return DynamicFrameCollection(
        {
            name + "_even": Filter.apply(frame=frame, f=lambda row: row["id"] % 2 == 0),
            name + "_odd": Filter.apply(frame=frame, f=lambda row: row["id"] % 2 == 1),
        },
        glueContext,
    )


narrow = FlatMap.apply(parts, SelectFields, "frame", paths=["id", "note"])
cast = FlatMap.apply(dfc=parts, BaseTransform=ResolveChoice, frame_name="frame", specs=[("amount", "cast:int")])
filled = FlatMap.apply(parts, DropNullFields, "frame")
halves = parts.flatmap(halve)

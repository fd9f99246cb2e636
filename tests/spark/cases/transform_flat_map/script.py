from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

parts = SplitRows.apply(d, {"id": {">": 1}}, "late", "early")
dropped = FlatMap.apply(parts, DropFields, "frame", paths=["s.x", "note"])
filtered = FlatMap.apply(dfc=dropped, BaseTransform=Filter, frame_name="frame", f=lambda row: row["kind"] != "b")
mapped = FlatMap.apply(filtered, ApplyMapping, "frame", mappings=[("id", "long", "id", "string"), ("s.y", "long", "y", "int")])
renamed = FlatMap.apply(mapped, RenameField, "frame", "ctx", old_name="y", new_name="z")
early = renamed["early"].toDF()
late = SelectFromCollection.apply(dfc=renamed, key="late").toDF()
flat = FlatMap.apply(parts, UnnestFrame, "frame")["early"].select_fields(["id", "`s.x`"]).toDF()

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
tables = Relationalize.apply(frame=d, staging_path="s3://lake/tmp/")
root = tables.select("roottable").toDF()
cd = tables.select("roottable_cd").toDF()
v = tables.select("roottable_cd.val.v").toDF()
numbers = (
    root.join(cd, root["cd"] == cd["id"])
    .join(v, cd["`cd.val.v`"] == v["id"])
    .select(root["id"].alias("order"), cd["`cd.val.k`"].alias("k"), v["index"], v["`cd.val.v.val`"].alias("v"))
)
letters = tables.select("roottable_x.val").toDF().selectExpr("`x.val.val` as val")

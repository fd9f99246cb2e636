from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
tables = Relationalize.apply(frame=d, staging_path="s3://lake/tmp/", name="root", transformation_ctx="tables")
root = tables.select("root").toDF()
items = tables.select("root_items").toDF()
tags = tables.select("root_tags").toDF()
joined = root.join(items, root["items"] == items["id"]).select(
    root["id"].alias("order"),
    root["`who.name`"].alias("name"),
    items["index"],
    items["`items.val.sku`"].alias("sku"),
    items["`items.val.n`"].alias("n"),
)
tagged = root.join(tags, root["tags"] == tags["id"]).select(
    root["id"].alias("order"), tags["`tags.val`"].alias("tag")
)

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["workshop"])
glue_ctx = GlueContext(SparkContext.getOrCreate())

orders = glue_ctx.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": [f"s3://velora-lake/landing/{args['workshop']}/"]},
    format="xml",
    format_options={"rowTag": "workOrder", "attributePrefix": "at_"},
)

# The workshop sends repairs and inspections in one file.
parts = SplitFields.apply(orders, ["inspector", "inspected_on"], "inspections", "repairs")
inspections = SelectFromCollection.apply(dfc=parts, key="inspections")
repairs = parts.select("repairs")

# A few records for the people who check the files by eye.
Spigot.apply(repairs, "s3://velora-lake/samples/repairs/", {"topk": 20})

nested = Relationalize.apply(
    frame=repairs, staging_path="s3://velora-lake/tmp/", name="repairs", transformation_ctx="nested"
)
for key in nested.keys():
    table = nested.select(key)
    print(key, table.count())
    glue_ctx.write_dynamic_frame.from_options(
        frame=table,
        connection_type="s3",
        connection_options={"path": "s3://velora-lake/curated/" + key},
        format="orc",
    )

inspections.toDF().write.mode("append").saveAsTable("velora_curated.inspections")

from awsglue.context import GlueContext
from awsglue.transforms import RenameField
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
for name in ["Id", "Missing", "Unit Price"]:
    d = d.rename_field(name, name.lower().replace(" ", "_"))
prefix = "total."
m = RenameField.apply(d, f"`{prefix}net`", f"`{prefix}gross`", transformation_ctx="m")
new, old = prefix.upper() + "x", "".join(["i", "d"])
n = m.rename_field("unit_price", f"`{new}`").rename_field(old, "key").rename_field("nothing", f"`{new}`")

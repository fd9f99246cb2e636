from awsglue.context import GlueContext
from awsglue.transforms import SplitFields
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext())
d = glueContext.create_dynamic_frame.from_catalog(database="a", table_name="b")
dfc = SplitFields.apply(d, ["x"], "l", "r")
glueContext.write_from_options(dfc, "s3", {"path": "s3://b/o/"}, format="parquet")
sink = glueContext.getSink(connection_type="s3", path="s3://b/o2/")
sink.setFormat("json")
sink.write(dfc)

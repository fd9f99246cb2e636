from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")
o = {"path": "s3://b/a"}


def other():
    o["path"] = "s3://b/x"


o["path"] = "s3://b/y"
other()
glueContext.write_dynamic_frame.from_options(frame=d, connection_type="s3", connection_options=o, format="json")

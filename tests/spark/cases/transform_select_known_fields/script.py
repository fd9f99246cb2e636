from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="raw")
m = ApplyMapping.apply(
    frame=d, mappings=[("id", "string", "id", "string"), ("n", "long", "count", "long")]
)
r = ResolveChoice.apply(frame=m, choice="make_cols")
s = SelectFields.apply(frame=r, paths=["count", "last_modified", "id"])
unread = ApplyMapping.apply(frame=d, mappings=[])

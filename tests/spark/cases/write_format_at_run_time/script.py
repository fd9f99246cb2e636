import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["format"])
glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type="s3", connection_options={"path": "s3://lake/out/"}, format=args["format"]
)

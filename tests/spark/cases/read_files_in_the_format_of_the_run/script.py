import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["format"])
glueContext = GlueContext(SparkContext.getOrCreate())
computed = glueContext.create_dynamic_frame.from_options(
    connection_type="s3", connection_options={"paths": ["s3://lake/orc/"]}, format=args["format"]
)
csv = glueContext.create_data_frame.from_options(
    "s3", {"paths": ["s3://lake/csv/"]}, "csv", {"withHeader": True, "separator": ";"}
)

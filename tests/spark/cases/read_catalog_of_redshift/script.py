import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["TempDir"])
glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(
    database="sales", table_name="orders", redshift_tmp_dir=args["TempDir"]
)

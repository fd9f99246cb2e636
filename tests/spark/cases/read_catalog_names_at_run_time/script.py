import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["database"])
glueContext = GlueContext(SparkContext.getOrCreate())
year = 2024
d = glueContext.create_dynamic_frame.from_catalog(
    database=args["database"], table_name="orders_" + str(year)
)

import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["kind"])
glueContext = GlueContext(SparkContext.getOrCreate())
url = "jdbc:derby:memory:kinds"
orders = glueContext.create_dynamic_frame.from_options(args["kind"], {"url": url, "dbtable": "orders"})
glueContext.write_dynamic_frame.from_options(orders, args["kind"], {"url": url, "dbtable": "copies"})

import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["url"])
glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_options(
    connection_type="postgresql",
    connection_options={
        "url": args["url"],
        "dbtable": "orders",
        "query": "select * from orders where ID > 1",
    },
)

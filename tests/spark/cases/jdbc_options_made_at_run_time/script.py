import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["url"])
glueContext = GlueContext(SparkContext.getOrCreate())


def options(table):
    return {"url": args["url"], "dbtable": table, "user": "app", "password": "app"[::-1]}


d = glueContext.create_dynamic_frame.from_options(connection_type="mysql", connection_options=options("orders"))
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type="mysql", connection_options=options("copies")
)

import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["url", "kind"])
glueContext = GlueContext(SparkContext.getOrCreate())


def options(table):
    return {"url": args["url"], "dbtable": table, "user": "app", "password": "app"[::-1]}


d = glueContext.create_dynamic_frame.from_options(
    connection_type=args["kind"], connection_options=options("orders"), format=None, format_options={}
)
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type=args["kind"], connection_options=options("copies")
)
try:
    glueContext.create_dynamic_frame.from_options(connection_type=args["kind"][:2], connection_options=options("orders"))
    refused = False
except ValueError:
    refused = True
seen = glueContext.spark_session.createDataFrame([(refused,)], "refused boolean")

import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["url", "password"])
glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_options(
    connection_type="mysql",
    connection_options={
        "url": args["url"],
        "user": "app",
        "password": args["password"],
        "dbtable": "orders",
        "hashfield": "id",
        "hashpartitions": "2",
    },
)
glueContext.write_dynamic_frame.from_options(
    frame=d,
    connection_type="mysql",
    connection_options={
        "url": args["url"],
        "user": "app",
        "password": args["password"],
        "dbtable": "copies",
        "bulkSize": "100",
    },
)

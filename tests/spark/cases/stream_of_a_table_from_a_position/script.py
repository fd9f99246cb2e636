import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["position"])
glueContext = GlueContext(SparkContext.getOrCreate())
clicks = glueContext.create_data_frame.from_catalog(
    database="raw",
    table_name="clicks",
    additional_options={"startingPosition": args["position"], "inferSchema": "true"},
)
query = clicks.writeStream.format("json").option("checkpointLocation", "s3://lake/check/").trigger(once=True).start(
    "s3://lake/out/"
)
query.awaitTermination()

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
clicks = glueContext.create_data_frame.from_catalog(
    database="raw", table_name="clicks", additional_options={"startingOffsets": "earliest", "inferSchema": "true"}
)
query = clicks.writeStream.format("json").option("checkpointLocation", "s3://lake/check/").trigger(once=True).start(
    "s3://lake/out/"
)
query.awaitTermination()

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

df = glueContext.create_data_frame.from_catalog(
    database="events", table_name="clicks", additional_options={"startingPosition": "TRIM_HORIZON", "inferSchema": "true"}
)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

df = glueContext.create_data_frame.from_options(
    connection_type="delta", connection_options={"path": "s3://lake/in/"}
)

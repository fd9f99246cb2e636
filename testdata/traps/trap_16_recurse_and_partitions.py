# Reading folders recursively takes partition columns away in Spark; Glue reads no folders without it.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

deep = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://clinic-in/visits/"], "recurse": True},
    format="json",
)
flat = glueContext.create_dynamic_frame.from_options(
    connection_type="s3", connection_options={"paths": ["s3://clinic-in/today/"]}, format="json"
)
deep.union(flat).toDF().show()

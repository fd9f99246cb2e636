# Spark reads whole numbers as bigint and orders the columns by name.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_options(
    connection_type="s3", connection_options={"paths": ["s3://clinic-in/visits/"]}, format="json"
)
typed = ApplyMapping.apply(
    frame=visits, mappings=[("ward", "string", "ward", "string"), ("beds", "int", "beds", "int")]
)
typed.toDF().toDF("ward", "beds").show()

import json

from awsglue.context import GlueContext
from awsglue.gluetypes import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

schema = StructType([Field("id", StringType()), Field("name", StringType()), Field("dock", LongType())])
rides = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/in/"]},
    format="xml",
    format_options={"rowTag": "r", "withSchema": json.dumps(schema.jsonValue())},
)

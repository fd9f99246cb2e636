# A value that does not convert is null and never stops the job.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://clinic-in/visits/"]}, "json"
)
typed = visits.apply_mapping(
    [
        ("beds", "string", "beds", "int"),
        ("day", "String", "day", "Date"),
        ("temperature", "double", "temperature", "double"),
        ("ward", "string", "ward", "string"),
    ]
)
typed.toDF().show()

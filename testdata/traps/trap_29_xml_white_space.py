# Glue keeps the white space around values of XML; Spark trims it.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

letters = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://clinic-in/letters/"]},
    format="xml",
    format_options={"rowTag": "letter"},
)
letters.toDF().show()

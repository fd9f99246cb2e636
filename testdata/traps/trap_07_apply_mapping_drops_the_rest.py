# A mapping is a select: what is not mapped goes, and names can be swapped.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
swapped = ApplyMapping.apply(
    frame=visits,
    mappings=[
        ("begin", "string", "finish", "string"),
        ("finish", "string", "begin", "string"),
        ("id", "long", "id", "long"),
    ],
    transformation_ctx="swapped",
)
swapped.toDF().show()

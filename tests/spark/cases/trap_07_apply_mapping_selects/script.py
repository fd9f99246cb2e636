from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="pairs")
m = ApplyMapping.apply(
    frame=d, mappings=[("a", "string", "b", "string"), ("b", "string", "a", "string")]
)

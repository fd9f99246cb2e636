from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_options(
    connection_type="s3", connection_options={"paths": ["s3://lake/in/"], "recurse": True}, format="parquet"
)
by_type = glueContext.create_dynamic_frame.from_options("parquet", {"paths": ["s3://lake/in/"]})
one = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/in/"]},
    format="parquet",
    push_down_predicate="day = 'tue'",
)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
by_type = glueContext.create_data_frame.from_options("hudi", {"path": "s3://lake/t/"})
by_format = glueContext.create_dynamic_frame.from_options("s3", {"paths": ["s3://lake/t/"]}, format="hudi")
by_connector = glueContext.create_dynamic_frame.from_options(
    "marketplace.spark", {"className": "org.apache.hudi", "path": "s3://lake/t/", "connectionName": "hudi"}
)

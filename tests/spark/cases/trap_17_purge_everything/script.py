from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

glueContext.purge_s3_path("s3://lake/old/", options={"retentionPeriod": 0})

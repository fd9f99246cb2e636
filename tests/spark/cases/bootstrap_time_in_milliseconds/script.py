from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

now = glueContext.currentTimeMillis()
later = glueContext.currentTimeMillis()

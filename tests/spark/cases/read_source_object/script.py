from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

source = glueContext.getSource("s3", paths=["s3://lake/in/"])
source.setFormat("csv", withHeader=True)
d = source.getFrame()

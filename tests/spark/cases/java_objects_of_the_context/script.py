from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
name = glueContext._jsc.sc().appName()
longest = glueContext._jvm.java.lang.Math.max(3, 9)

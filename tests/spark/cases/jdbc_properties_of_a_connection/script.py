from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

conf = glueContext.extract_jdbc_conf("shop")
print(conf["user"], conf.get("password"), conf["fullUrl"])

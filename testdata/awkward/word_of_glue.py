"""Was a job of awsglue once; GlueContext and DynamicFrame are words here."""
from pyspark import SparkConf, SparkContext

conf = SparkConf().setAppName("awsglue")
sc = SparkContext(conf=conf)
print(sc.version)  # no create_dynamic_frame
sc.stop()

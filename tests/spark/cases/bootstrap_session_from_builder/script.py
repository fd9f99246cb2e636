from awsglue.context import GlueContext
from pyspark.sql import SparkSession

session = SparkSession.builder.appName("job").getOrCreate()
context = GlueContext(session.sparkContext)
same = context.spark_session
x = same.sql("select 1 as n")

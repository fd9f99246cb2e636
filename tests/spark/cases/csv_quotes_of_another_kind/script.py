from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

d = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://lake/in/"]}, "csv", {"withHeader": True, "quoteChar": "'"}
)
more = spark.createDataFrame([("4", "one; it's \"two\"")], "id string, s string")
every = DynamicFrame.fromDF(d.toDF().union(more).coalesce(1), glueContext, "every")
glueContext.write_dynamic_frame.from_options(
    every, "s3", {"path": "s3://lake/quoted/"}, "csv", {"separator": ";", "quoteChar": "'"}
)
none = DynamicFrame.fromDF(spark.createDataFrame([("4", "")], "id string, s string").coalesce(1), glueContext, "none")
glueContext.write_dynamic_frame.from_options(none, "s3", {"path": "s3://lake/bare/"}, "csv", {"quoteChar": -1})

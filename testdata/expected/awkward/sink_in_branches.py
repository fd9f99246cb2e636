import sys

from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
rides = spark.read.table("city.rides")
keys = sys.argv[1].split(",")

if keys:
    # by day
    (
        rides.write.format("delta")
        .mode("append")
        .partitionBy(keys)
        .option("mergeSchema", "true")
        .saveAsTable("city.rides_clean")
    )
else:
    print("one folder")
    (
        rides.write.format("delta")
        .mode("append")
        .option("mergeSchema", "true")
        .saveAsTable("city.rides_clean")
    )

if len(keys) > 1:
    rides.write.format("json").mode("append").save("s3://depot/a/")
elif keys:
    rides.write.format("json").mode("append").save("s3://depot/b/")
else:
    rides.write.format("json").mode("append").save("s3://depot/c/")

if keys:
    late = glueContext.getSink(path="s3://depot/a/", connection_type="s3")
else:
    late = glueContext.getSink(path="s3://depot/b/", connection_type="s3")
rides = rides.drop("pin")
late.setFormat("json")
late.writeFrame(DynamicFrame.fromDF(rides, glueContext, "rides"))

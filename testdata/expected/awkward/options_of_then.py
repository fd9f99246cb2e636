import datetime

from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
docks = spark.read.table("depot.docks")

# The path is another one by now.
path = "s3://depot/one/"
one = {"path": path}
path = "s3://depot/two/"
two = {"path": path}
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", one, "json")
docks.write.format("json").mode("append").save(path)

# Made before the loop that binds the name again.
day = 1
daily = {"path": f"s3://depot/{day}/"}
for day in range(3):
    glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", daily, "json")
for day in range(3):
    docks.write.format("json").mode("append").save(f"s3://depot/{day}/")

# One time for two writes.
now = {"path": f"s3://depot/{datetime.datetime.now():%H%M}/"}
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", now, "json")
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", now, "csv")
once = {"path": f"s3://depot/{datetime.datetime.now():%H%M}/once/"}
(
    docks.write.format("json")
    .mode("append")
    .save(f"s3://depot/{datetime.datetime.now():%H%M}/once/")
)


# The name is another one inside.
def write(path):
    glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", two, "json")


# Columns that grow.
first = "id"
columns = [first, "dock"]
first = "name"
docks.select(*columns).show()

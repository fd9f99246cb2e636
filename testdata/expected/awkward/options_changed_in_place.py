from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
docks = spark.read.table("depot.docks")

# Two names of one dict.
common = {"path": "s3://depot/one/"}
own = common
own["path"] = "s3://depot/two/"
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", common, "json")


def move(options):
    options["path"] = "s3://depot/three/"


# A function that changes it.
target = {"path": "s3://depot/base/"}
move(target)
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", target, "json")

# A list in it.
source = {"paths": []}
for day in ("monday", "tuesday"):
    source["paths"].append(f"s3://depot/{day}/")
days = glueContext.create_dynamic_frame.from_options("s3", source, "json").toDF()
days.show()

# A copy of its own.
docks.write.format("json").mode("append").save("s3://depot/four/")

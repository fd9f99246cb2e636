from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()


def joined(*frames):
    result = frames[0]
    for frame in frames[1:]:
        result = Join.apply(DynamicFrame.fromDF(result, glueContext, "result"), DynamicFrame.fromDF(frame, glueContext, "frame"), "id", "id", **options).toDF()
    return result


tables = [
    spark.read.table(f"rides.{name}")
    for name in ["trips", "bikes", "docks"]
]
first, *others = tables
for table in tables[1:] + others:
    first = table.drop("note")
both = joined(tables[0], *tables[:2])
for row in (tables[0], tables[1])[::-1]:
    row.show()

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import *
from pyspark.context import SparkContext
from pyspark.sql import functions as F

glueContext = GlueContext(SparkContext.getOrCreate())
trips = glueContext.create_dynamic_frame.from_catalog(database="rides", table_name="trips")

# The brackets that held the lines together go with the call.
marked = DynamicFrame.fromDF(
    trips.toDF()
    .withColumn("mark", F.lit(1))  # all of them
    .dropDuplicates(),
    glueContext,
    "marked",
)
other = DynamicFrame.fromDF(trips.toDF() if flag  # one or
   else marked.toDF(), glueContext, "other")
for row in DynamicFrame.fromDF(trips.toDF()
   .limit(3), glueContext, "few").toDF().collect():
    print(row)


def sample(frame):
    if flag:
        # The text of a string is its value.
        frame.toDF().filter('''a
  > 1''').write.json("s3://b/o")
        return DynamicFrame.fromDF(frame.toDF()
                                   .limit(3), glueContext, "few").spigot("s3://b/sample")


# What stays is given a frame's step behind it, which may stand on a line of its own.
sized = (
    DynamicFrame.fromDF(trips.toDF(), glueContext, "trips")
    .resolveChoice(specs=[("size", "make_struct")])
    .toDF()
    .withColumn("mark", F.lit(1))
)

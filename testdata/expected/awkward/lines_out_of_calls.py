from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext
from pyspark.sql import SparkSession, functions as F

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
trips = spark.read.table("rides.trips")

# The brackets that held the lines together go with the call.
marked = (
    trips
    .withColumn("mark", F.lit(1))  # all of them
    .dropDuplicates()
)
other = (
    trips if flag  # one or
   else marked
)
for row in (
    trips
   .limit(3)
).collect():
    print(row)


def sample(frame):
    if flag:
        # The text of a string is its value.
        frame.toDF().filter('''a
  > 1''').write.json("s3://b/o")
        (frame.toDF()
                                           .limit(3)).limit(100).write.mode("append").json("s3://b/sample")
        return (
            frame.toDF()
                                   .limit(3)
        )


# What stays is given a frame's step behind it, which may stand on a line of its own.
sized = (
    DynamicFrame.fromDF(trips, glueContext, "trips")
    .resolveChoice(specs=[("size", "make_struct")])
    .toDF()
    .withColumn("mark", F.lit(1))
)

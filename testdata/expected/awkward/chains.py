from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()
rides = spark.read.table("depot.rides")

# One step a line, each with its reason.
long = (
    rides.drop("pin")  # never leaves the depot
    .withColumnRenamed("id", "ride")
    # as the reports have them
    .select("ride", "dock", F.col("minutes").try_cast("int").alias("minutes"))
    .filter(F.col("minutes") > 3)
)
hanging = (rides
           .drop("pin")
           .select("id", "dock"))
joined = rides.drop("pin") \
    .withColumnRenamed("id", "ride") \
    .where("minutes > 3")
dotted = rides.drop("pin"). \
    select("id")
short = rides.drop("pin").withColumnRenamed("id", "ride")
for frame in (long, hanging, dotted, short):
    frame.show()
joined.show()

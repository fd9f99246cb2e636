from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

# the locks, as the depot sends them
# the catalog knows them
# which database
# since 2021
# the key of the bookmark
frame = spark.read.table("depot.locks")  # end of the read
# ("owner", "string", "owner", "string"),
frame = frame.select(
    # identity
    F.col("id").alias("lock_id"),
    F.col("fw").try_cast("int").alias("firmware"),  # numbers only since v3
)
# never leaves the depot
frame = frame.drop("pin")
# after the last word

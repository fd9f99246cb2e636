from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

orders = (
    spark.read.format("json")
    .option("mode", "DROPMALFORMED")
    .option("recursiveFileLookup", "true")
    .load("s3://bucket/orders/")
)
items = (
    spark.read.format("json")
    .option("mode", "DROPMALFORMED")
    .option("recursiveFileLookup", "true")
    .load("s3://bucket/items/")
)
both = (
    # Comments in brackets keep them.
    (
        spark.read.format("json")
        .option("mode", "DROPMALFORMED")
        .option("recursiveFileLookup", "true")
        .load("s3://bucket/both/")
    )
)
short = (spark.read.table("sales.short"))


def store(frame, keys=None):
    frame.write.format("delta").mode("append").partitionBy(*(keys or [])).save("s3://bucket/out/")


store(orders)
store(items, ["day"])

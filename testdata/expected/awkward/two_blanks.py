from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


def load(name):
  if name:
    frame = (
      spark.read.format("json")
      .option("mode", "DROPMALFORMED")
      .load(["s3://bucket/orders/", "s3://bucket/returns/"])
    )
    frame.write.format("json").mode("append").partitionBy("day").save("s3://bucket/out")


load("orders")

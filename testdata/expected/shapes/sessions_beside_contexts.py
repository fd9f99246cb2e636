from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession


def setup():
    sc = SparkContext.getOrCreate()
    spark = SparkSession.builder.getOrCreate()
    return sc, spark, spark


def load(glueContext, spark, path):
    print(spark.table("db.more").count())
    return spark.read.format("json").option("mode", "DROPMALFORMED").load(path)


def keep(glueContext, spark, path, frame):
    # The write stays, and with it the context.
    sink = glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(frame, glueContext, "frame"), "s3", {"path": path}, "csv").toDF()
    print(sink.count(), spark.read.table("db.orders").count())


def maybe(glueContext, spark=None):
    return glueContext.read.table("db.orders")


def main():
    sc, glueContext, spark = setup()
    orders = spark.read.table("db.orders")
    keep(GlueContext(SparkContext.getOrCreate()), spark, "s3://shop/out", load(spark, spark, "s3://shop/in"))
    maybe(spark).union(orders).show()


main()

from awsglue.context import GlueContext
from pyspark.context import SparkContext


def setup():
    sc = SparkContext.getOrCreate()
    glueContext = GlueContext(sc)
    spark = glueContext.spark_session
    return sc, glueContext, spark


def load(glueContext, spark, path):
    print(spark.table("db.more").count())
    return glueContext.create_dynamic_frame.from_options(
        connection_type="s3", connection_options={"paths": [path]}, format="json"
    )


def keep(glueContext, spark, path, frame):
    # The write stays, and with it the context.
    sink = glueContext.write_dynamic_frame.from_options(frame, "s3", {"path": path}, "csv")
    print(sink.count(), glueContext.create_data_frame.from_catalog("db", "orders").count())


def maybe(glueContext, spark=None):
    return glueContext.create_data_frame.from_catalog("db", "orders")


def main():
    sc, glueContext, spark = setup()
    orders = glueContext.create_data_frame.from_catalog("db", "orders")
    keep(glueContext, spark, "s3://shop/out", load(glueContext, spark, "s3://shop/in"))
    maybe(glueContext).union(orders).show()


main()

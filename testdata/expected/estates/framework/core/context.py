from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
BUCKET = "s3://lake/orchard/"


def make_context():
    return SparkSession.builder.getOrCreate()

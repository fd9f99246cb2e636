from pyspark.sql import SparkSession


class Base:
    def __init__(self, elsewhere):
        spark = SparkSession.builder.getOrCreate()
        self.context = context = SparkSession.builder.getOrCreate()
        spark.read.table("depot.t")
        self.frame = spark.read.table("depot.locks")

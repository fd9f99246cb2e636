from pyspark.sql import SparkSession


def load(spark, table):
    frame = spark.read.table(f"mill.{table}")
    return frame.drop("scratch")


def keep(frame, spark, path):
    frame.write.format("json").mode("append").save(path)


def main():
    spark = SparkSession.builder.getOrCreate()
    keep(load(spark, "grain"), spark, "s3://mill/grain/")

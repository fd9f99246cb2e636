from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


def tabs(name):
	if name:
		return spark.read.format("json").option("mode", "DROPMALFORMED").load("s3://bucket/orders/")
	if not name:
		return None


def spaces(name):
        orders = (
            spark.read.format("json")
            .option("mode", "DROPMALFORMED")
            .load("s3://bucket/orders/")
        )
        return orders

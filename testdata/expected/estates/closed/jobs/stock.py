from pyspark.sql import SparkSession

from lib.readers import read

spark = SparkSession.builder.getOrCreate()
read(spark, table="stock").show()

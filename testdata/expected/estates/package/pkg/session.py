from pyspark.sql import SparkSession
from pyspark.context import SparkContext

spark = SparkSession.builder.getOrCreate()
frames = {}

from pyspark.sql.functions import *
from pyspark.sql import *
from pyspark.sql import SparkSession
import sys

spark = SparkSession.builder.getOrCreate()
rides = spark.read.json('s3://depot/rides/')


print(rides.count(), sys.argv)

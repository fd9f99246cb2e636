import sys
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()
rides = spark.read.format('json').option('mode', 'DROPMALFORMED').load('s3://depot/rides/')
rides = rides.filter(F.col('km') > 3)

from pyspark.sql import SparkSession
from pyspark.sql import functions as fn

rides.select(fn.col('km')).show()
print(SparkSession, sys.argv)

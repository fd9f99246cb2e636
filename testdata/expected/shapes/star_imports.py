from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import *

spark = SparkSession.builder.getOrCreate()
d = spark.read.table('db.t')
d = d.filter(F.col('a') > 1)
df = d.withColumn('b', upper(col('c')))
df = df.filter(col('d').isNotNull())
df.show()

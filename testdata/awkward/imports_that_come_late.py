import sys
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext())
rides = glueContext.create_dynamic_frame.from_options('s3', {'paths': ['s3://depot/rides/']}, 'json')
rides = rides.filter(lambda row: row['km'] > 3)

from pyspark.sql import SparkSession
from pyspark.sql import functions as fn

rides.toDF().select(fn.col('km')).show()
print(SparkSession, sys.argv)

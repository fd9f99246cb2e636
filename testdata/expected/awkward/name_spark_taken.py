import logging as logging_
from pyspark.sql import SparkSession

spark_session = SparkSession.builder.getOrCreate()
spark = {"voltage": 12}
logging = "off"
frame = spark_session.read.table("depot.locks")
logging_.getLogger(__name__).info(spark["voltage"])

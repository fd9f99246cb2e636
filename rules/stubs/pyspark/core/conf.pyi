from pyspark.conf import SparkConf

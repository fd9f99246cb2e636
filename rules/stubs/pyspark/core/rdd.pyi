from pyspark.rdd import RDD

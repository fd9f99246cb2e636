from pyspark.context import SparkContext

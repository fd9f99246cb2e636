# RDDs, the SparkContext and the Java machine are not there on shared compute.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

sc = spark.sparkContext
visits = spark.read.table("clinic.visits")
lengths = [len(row) for row in visits.collect()]
numbers = sc.parallelize([1, 2, 3])
settings = sc._jsc.hadoopConfiguration()
print(lengths, numbers.count(), settings)

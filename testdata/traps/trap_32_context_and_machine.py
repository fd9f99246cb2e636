# RDDs, the SparkContext and the Java machine are not there on shared compute.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

sc = spark.sparkContext
visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
lengths = visits.toDF().rdd.map(lambda row: len(row)).collect()
numbers = sc.parallelize([1, 2, 3])
settings = sc._jsc.hadoopConfiguration()
print(lengths, numbers.count(), settings)

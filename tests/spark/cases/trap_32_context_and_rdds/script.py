from awsglue.context import GlueContext
from pyspark.context import SparkContext

sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
rdd = sc.parallelize([(1, "a")])
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
ids = d.toDF().rdd.map(lambda row: row["id"]).collect()
df = spark.createDataFrame(rdd, "id int, s string")

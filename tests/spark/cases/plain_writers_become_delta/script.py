from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders").toDF()

orders.write.mode("overwrite").partitionBy("day").parquet("s3://lake/replaced/")
orders.write.format("orc").mode("append").save("s3://lake/appended/")
again = spark.read.parquet("s3://lake/replaced/")

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

spark = glueContext.spark_session
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
x = Spigot.apply(frame=d, path="s3://lake/all/", options={})
y = d.spigot(path="s3://lake/two/", options={"topk": 2, "prob": 1.0})

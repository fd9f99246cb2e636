from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext
from pyspark.sql import SparkSession

gc = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
a = spark.read.table("db.a")
x = a
if a.count():
    x = a
opts = make()
gc.write_dynamic_frame.from_options(frame=DynamicFrame.fromDF(x, gc, "x"), connection_type="s3", connection_options=opts, format=fmt())
y = x.drop("z")
DynamicFrame.fromDF(y, gc, "y").unbox("q", "avro").toDF().show()

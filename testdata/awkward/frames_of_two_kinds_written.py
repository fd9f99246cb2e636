from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

gc = GlueContext(SparkContext.getOrCreate())
a = gc.create_dynamic_frame.from_catalog(database="db", table_name="a")
x = a
if a.count():
    x = a.toDF()
opts = make()
gc.write_dynamic_frame.from_options(frame=x, connection_type="s3", connection_options=opts, format=fmt())
y = x.drop_fields(["z"])
y.unbox("q", "avro").show()

from pyspark.sql import SparkSession
import awsglue.transforms as t
from awsglue.context import GlueContext as GC
from pyspark.context import SparkContext as SC

ctx = GC(SC.getOrCreate())
spark = SparkSession.builder.getOrCreate()
make = ctx.create_dynamic_frame
read = make.from_catalog
a = spark.read.table("depot.locks")
b = a.drop("pin")
drop = t.DropFields
c = b.drop("owner")
out = ctx.write_dynamic_frame
c.write.format("json").mode("append").save("s3://depot/out/")

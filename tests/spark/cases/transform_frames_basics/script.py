from awsglue.transforms import *
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
print(d.count())
named = DynamicFrame.fromDF(d.toDF().where("id = 1"), glueContext, "orders")
named.toDF().show(5, False)
print(named.name)
two = d.repartition(2)
one = two.coalesce(1)
three = one.coalesce(3, True)
last = Repartition.apply(three, 1)
print(two.getNumPartitions(), one.getNumPartitions(), three.getNumPartitions(), last.getNumPartitions())

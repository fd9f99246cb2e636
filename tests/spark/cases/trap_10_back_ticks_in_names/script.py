from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
sums = DynamicFrame.fromDF(d.toDF().groupBy("city").sum("n"), glueContext, "sums")
renamed = sums.rename_field("`sum(n)`", "total")
dropped = d.drop_fields(["`left.over`"])

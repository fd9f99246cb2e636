from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders").toDF()
d = glueContext.create_dynamic_frame_from_rdd(orders.where("id > 1").rdd, "late")

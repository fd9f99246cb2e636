from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

orders = spark.table("glue_catalog.sales.orders")
orders.writeTo("glue_catalog.sales.fresh").createOrReplace()
glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders").toDF().filter(
    "id = 2"
).writeTo("glue_catalog.sales.fresh").append()
again = spark.read.table("glue_catalog.sales.fresh")
again.write.mode("append").saveAsTable("glue_catalog.sales.copies")

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

orders = spark.table("shop.orders")
orders.writeTo("shop.fresh").createOrReplace()
glueContext.create_dynamic_frame.from_catalog(database="shop", table_name="orders").toDF().filter(
    "id = 2"
).writeTo("shop.fresh").append()
spark.read.table("shop.fresh").write.mode("append").saveAsTable("shop.copies")
orders.write.insertInto("shop.copies")
if not spark.catalog.tableExists("shop.copies") or spark.catalog.getTable("shop.copies").database != "sales":
    raise ValueError("the table is not there")
spark.catalog.refreshTable("shop.copies")

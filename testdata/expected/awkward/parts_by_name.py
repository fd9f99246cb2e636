import sys
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()


class Lake:
    def __init__(self, context):
        self.context = context

    def __getattr__(self, name):
        return getattr(self.context, name)

    def __call__(self, table):
        return spark.read.table(f"shop.{table}")


lake = Lake(glueContext)
orders = lake("orders")
orders.show()
lake.spark_session.sql("select 1").show()
rename = DynamicFrame.fromDF(orders, glueContext, "orders").rename_field
rename("a", "b").toDF().show()
getattr(DynamicFrame.fromDF(orders, glueContext, "orders"), sys.argv[1])("c").toDF().show()

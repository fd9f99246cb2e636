import sys
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext())


class Lake:
    def __init__(self, context):
        self.context = context

    def __getattr__(self, name):
        return getattr(self.context, name)

    def __call__(self, table):
        return self.context.create_dynamic_frame.from_catalog(database="shop", table_name=table)


lake = Lake(glueContext)
orders = lake("orders")
orders.toDF().show()
lake.spark_session.sql("select 1").show()
rename = orders.rename_field
rename("a", "b").toDF().show()
getattr(orders, sys.argv[1])("c").toDF().show()

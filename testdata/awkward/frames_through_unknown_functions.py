from awsglue.context import GlueContext
from pyspark.context import SparkContext
from elsewhere import audited

glueContext = GlueContext(SparkContext())
orders = glueContext.create_dynamic_frame.from_catalog(database="shop", table_name="orders")
checked = audited(orders)
checked.toDF().show()
audited(orders).toDF().show()
audited("orders").union(orders).show()

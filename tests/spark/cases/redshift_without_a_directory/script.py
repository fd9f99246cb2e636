from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
url = "jdbc:derby:memory:redshift"
orders = glueContext.create_dynamic_frame.from_options("redshift", {"url": url, "dbtable": "orders"})
glueContext.write_dynamic_frame.from_options(orders, "redshift", {"url": url, "dbtable": "copies"})

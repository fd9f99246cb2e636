# Only a column of several types is touched, and a DataFrame has none.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
whole = visits.resolveChoice(choice="make_struct")
cast = whole.resolveChoice(specs=[("age", "cast:long"), ("address.zip", "cast:int")])
items = ResolveChoice.apply(frame=cast, specs=[("items[].price", "cast:double")])
items.toDF().show()

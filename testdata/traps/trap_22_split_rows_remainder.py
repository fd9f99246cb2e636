# The second frame has all other rows, those with a null too.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
parts = SplitRows.apply(visits, {"age": {">": 17, "<": 65}}, "working", "others")
parts.select("working").toDF().show()
SelectFromCollection.apply(dfc=parts, key="others").toDF().show()

# The `select` of a collection takes a key, not a column.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
parts = SplitFields.apply(visits, ["id", "age"], "person", "rest")
person = parts.select("person")
rest = SelectFromCollection.apply(dfc=parts, key=list(parts.keys())[1], transformation_ctx="rest")
person.toDF().select("age").show()
rest.toDF().show()

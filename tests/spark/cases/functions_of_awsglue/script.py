from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from awsglue.functions import explodeWithIndex, namedStruct, replaceArrayElement

df = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders").toDF()
exploded = df.select("id", explodeWithIndex("items"))
structs = df.select(namedStruct("id", "best").alias("pair"))
replaced = df.select("id", replaceArrayElement(df.items, df.best, 1).alias("items"))

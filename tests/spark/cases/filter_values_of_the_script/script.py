from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

cities = ["Bonn", "Ulm"]
lowest = 1
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
inside = d.filter(lambda row: row["city"] in cities)
outside = d.filter(lambda row: row["city"] not in cities)
above = d.filter(lambda row: row["id"] > lowest)

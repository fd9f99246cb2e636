from awsglue.transforms import *
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame

sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
cities = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="cities")

# Script generated for node Drop Duplicates
distinct = DynamicFrame.fromDF(orders.toDF().dropDuplicates(["id", "city"]), glueContext, "distinct")

# Script generated for node Join
distinctDF = distinct.toDF()
citiesDF = cities.toDF()
joined = DynamicFrame.fromDF(
    distinctDF.join(citiesDF, (distinctDF["city"] == citiesDF["name"]), "left"), glueContext, "joined"
)

# A falsy value drops the row, and so does a comparison of a null that raises.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession, functions as F

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
billed = visits.filter(F.col("amount") > 0)
late = billed.filter(
    F.col("delay").isNotNull() & ((F.col("delay") > 30) | (F.col("state") == "late"))
)
named = Filter.apply(frame=DynamicFrame.fromDF(late, glueContext, "late"), f=lambda row: bool(row["doctor"]) and len(row["doctor"]) > 2).toDF()
named.show()

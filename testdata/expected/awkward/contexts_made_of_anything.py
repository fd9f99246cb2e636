# A context that nobody can make without Glue keeps its name.
from awsglue.context import GlueContext
from pyspark.sql import SparkSession

glue_context = GlueContext(**settings)
spark = SparkSession.builder.getOrCreate()
zones = spark.read.table("city.zones")
zones.show()

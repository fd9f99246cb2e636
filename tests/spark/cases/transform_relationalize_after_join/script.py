from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

people = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
tags = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="tags")
j = Join.apply(people, tags, "id", "id")
tables = j.relationalize("root", "s3://lake/tmp/")
root = tables.select("root").toDF().select("`.id`", "id")
values = tables.select("root_tags").toDF().select("index", "`tags.val`")

from pyspark.sql import SparkSession
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
source = {"database": "depot", "table_name": "locks"}
where = ["depot", "locks"]
a = glueContext.create_dynamic_frame.from_catalog(**source)
b = glueContext.create_dynamic_frame.from_catalog(*where)
c = glueContext.create_dynamic_frame.from_catalog(transformation_ctx="c", **source)
options = dict(paths=["s3://depot/in/"])
d = spark.read.format("json").option("mode", "DROPMALFORMED").load("s3://depot/in/")
e = glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options={**options, "recurse": True}, format="json")

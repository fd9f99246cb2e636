from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
d = d.select_fields(["id", "status"])
glueContext.write_dynamic_frame.from_options(d, "s3", {"path": "s3://lake/out/"}, "csv")
glueContext.write_dynamic_frame.from_options(
    d, "s3", {"path": "s3://lake/bare/"}, "csv", {"writeHeader": False}
)

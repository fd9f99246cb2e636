from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
sums = DynamicFrame.fromDF(d.toDF().groupBy("city").sum("n"), glueContext, "sums")
glueContext.write_dynamic_frame.from_options(
    frame=sums, connection_type="s3", connection_options={"path": "s3://lake/out/"}, format="parquet"
)

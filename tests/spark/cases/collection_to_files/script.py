from awsglue.context import GlueContext
from awsglue.transforms import SplitRows
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

orders = glueContext.create_dynamic_frame.from_catalog("sales", "orders")
parts = SplitRows.apply(orders, {"amount": {">": 10}}, "large", "small")
glueContext.write_dynamic_frame.from_options(
    frame=parts, connection_type="s3", connection_options={"path": "s3://lake/parts/"}, format="parquet"
)
glueContext.write_dynamic_frame.from_options(
    frame=parts, connection_type="s3", connection_options={"path": "s3://lake/texts"}, format="csv",
    format_options={"separator": "|"},
)

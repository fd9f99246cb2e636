from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
account = "123456789012"
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders", catalog_id=account)
glueContext.write_dynamic_frame.from_catalog(frame=orders, database="sales", table_name="copies", catalog_id=account)
glueContext.write_data_frame.from_catalog(
    frame=orders.toDF(), database="sales", table_name="latest", additional_options={"saveMode": "overwrite"}
)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def tabs(name):
	if name:
		return glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options={"paths": ["s3://bucket/orders/"]}, format="json")
	if not name:
		return None


def spaces(name):
        orders = glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options={"paths": ["s3://bucket/orders/"]}, format="json")
        return orders

from awsglue.context import GlueContext
from pyspark.context import SparkContext

# What a person sets here must still be what the reads below see.
SEPARATOR = ";"
VIEW = "orders_view"
HEADER = True

glue_context = GlueContext(SparkContext.getOrCreate())
orders = glue_context.create_dynamic_frame.from_options(
    connection_type="mysql",
    connection_options={"useConnectionProperties": "true", "connectionName": "shop", "dbtable": VIEW},
)
lines = glue_context.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://depot/lines/"]}, "csv", {"separator": SEPARATOR, "withHeader": HEADER}
)
print(orders.count(), lines.count())

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_options(
    connection_type="custom.jdbc",
    connection_options={
        "className": "org.apache.derby.jdbc.EmbeddedDriver",
        "connectionName": "shop",
        "dbTable": "orders",
        "filterPredicate": "id > 1",
    },
)
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type="custom.jdbc", connection_options={"connectionName": "shop", "dbTable": "copies"}
)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_options(
    connection_type="mysql",
    connection_options={"useConnectionProperties": "true", "dbtable": "orders", "connectionName": "shop"},
)
glueContext.write_dynamic_frame.from_options(
    frame=d,
    connection_type="mysql",
    connection_options={"useConnectionProperties": "true", "dbtable": "one", "connectionName": "shop"},
)
glueContext.write_dynamic_frame.from_jdbc_conf(
    frame=d, catalog_connection="shop", connection_options={"dbtable": "two", "database": "shop"}
)
glueContext.write_from_jdbc_conf(
    frame_or_dfc=d, catalog_connection="shop", connection_options={"dbtable": "three", "database": "shop"}
)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
accounts = glueContext.create_dynamic_frame.from_options(
    connection_type="salesforce",
    connection_options={"connectionName": "crm", "ENTITY_NAME": "Account", "API_VERSION": "v60.0"},
)
requests = glueContext.create_dynamic_frame.from_options(
    "custom.athena", {"className": "org.logs.Connector", "schemaName": "logs", "tableName": "requests"}
)

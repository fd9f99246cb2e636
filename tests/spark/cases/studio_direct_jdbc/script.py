from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue import DynamicFrame


def directJDBCSource(
    glueContext,
    connectionName,
    connectionType,
    database,
    table,
    redshiftTmpDir,
    transformation_ctx,
) -> DynamicFrame:
    connection_options = {
        "useConnectionProperties": "true",
        "dbtable": table,
        "connectionName": connectionName,
    }

    if redshiftTmpDir:
        connection_options["redshiftTmpDir"] = redshiftTmpDir

    return glueContext.create_dynamic_frame.from_options(
        connection_type=connectionType,
        connection_options=connection_options,
        transformation_ctx=transformation_ctx,
    )


sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session

# Script generated for node MySQL
x = directJDBCSource(
    glueContext,
    connectionName="shop",
    connectionType="mysql",
    database="shop",
    table="orders",
    redshiftTmpDir="",
    transformation_ctx="x",
)

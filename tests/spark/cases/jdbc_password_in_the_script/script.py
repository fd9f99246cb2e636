from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_options(
    connection_type="mysql",
    connection_options={
        "url": "jdbc:derby:memory:shop8;create=true",
        "user": "app",
        "password": "hunter2",
        "dbtable": "orders",
    },
)

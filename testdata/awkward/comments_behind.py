from typing import TYPE_CHECKING

from pyspark.context import SparkContext
from awsglue.context import GlueContext  # noqa: E402

if TYPE_CHECKING:
    from awsglue.dynamicframe import DynamicFrame  # noqa: F401
    from awsglue.job import Job  # type: ignore

# Start Spark
sc = SparkContext()
sc.setLogLevel("WARN")  # less to read
glueContext = GlueContext(sc)  # TODO: one for all jobs
where = "depot"  # the old one has no docks
docks = glueContext.create_dynamic_frame.from_catalog(database=where, table_name="docks")
rows = docks.toDF()  # to Spark
rows.show()  # at most 20

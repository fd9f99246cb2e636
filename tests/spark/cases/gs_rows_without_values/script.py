from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
import gs_null_rows

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
plain = d.gs_null_rows()
extended = d.gs_null_rows(extended=True)

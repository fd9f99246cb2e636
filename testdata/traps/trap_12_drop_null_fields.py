# Columns without any value go, never rows.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

import gs_null_rows

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
columns = DropNullFields.apply(frame=visits, transformation_ctx="columns")
rows = columns.gs_null_rows()
rows.toDF().show()

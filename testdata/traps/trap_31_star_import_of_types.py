# The star import of Glue's types hides those of pyspark.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

from pyspark.sql.types import *
from awsglue.gluetypes import *

schema = StructType([Field("id", LongType()), Field("price", DecimalType()), Field("tags", MapType(StringType()))])
visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
print(schema)
visits.toDF().show()

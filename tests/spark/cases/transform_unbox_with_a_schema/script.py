import json

from awsglue.context import GlueContext
from awsglue.gluetypes import ArrayType, Field, LongType, StringType, StructType
from awsglue.transforms import Unbox
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

schema = StructType([Field("n", LongType()), Field("tags", ArrayType(StringType()))])
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
orders = Unbox.apply(frame=orders, path="payload", format="json", withSchema=json.dumps(schema.jsonValue()))

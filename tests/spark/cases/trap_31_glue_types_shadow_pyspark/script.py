from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from decimal import Decimal
from awsglue.gluetypes import *

spark = glueContext.spark_session
schema = StructType(
    [
        Field("id", LongType()),
        Field("name", StringType()),
        Field("price", DecimalType(10, 2)),
        Field("tags", ArrayType(StringType())),
    ]
)
rows = [(1, "a", Decimal("1.50"), ["x"]), (2, None, None, None)]
df = spark.createDataFrame(rows, schema)

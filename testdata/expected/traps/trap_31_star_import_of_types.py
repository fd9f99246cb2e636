# The star import of Glue's types hides those of pyspark.
from pyspark.sql import SparkSession
from pyspark.sql.types import DecimalType, LongType, MapType, StringType, StructField, StructType

spark = SparkSession.builder.getOrCreate()

from pyspark.sql.types import *

schema = StructType(
    [
        StructField("id", LongType()),
        StructField("price", DecimalType(10, 2)),
        StructField("tags", MapType(StringType(), StringType())),
    ]
)
visits = spark.read.table("clinic.visits")
print(schema)
visits.show()

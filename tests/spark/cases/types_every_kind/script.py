from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from datetime import date, datetime
from decimal import Decimal
from awsglue.gluetypes import *

spark = glueContext.spark_session
schema = StructType(
    [
        Field("s", StringType()),
        Field("i", IntegerType()),
        Field("l", LongType()),
        Field("d", DoubleType()),
        Field("f", FloatType()),
        Field("b", BooleanType()),
        Field("day", DateType()),
        Field("at", TimestampType()),
        Field("bin", BinaryType()),
        Field("y", ByteType()),
        Field("sh", ShortType()),
        Field("dec", DecimalType()),
        Field("wide", DecimalType(18)),
        Field("exact", DecimalType(5, 1)),
        Field("m", MapType(LongType())),
        Field("a", ArrayType(IntegerType())),
    ]
)
schema.add(Field("st", StructType([Field("x", StringType())])))
rows = [
    (
        "s", 1, 2, 1.5, 0.5, True, date(2024, 1, 2), datetime(2024, 1, 2, 3, 4, 5), bytearray(b"\xff\x00"), 1, 2,
        Decimal("1.50"), Decimal("2.25"), Decimal("3.1"), {"k": 5}, [1, None], (None,),
    ),
    (None,) * 17,
]
df = spark.createDataFrame(rows, schema)

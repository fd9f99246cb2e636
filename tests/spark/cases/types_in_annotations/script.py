from awsglue.context import GlueContext
from awsglue.gluetypes import Field, StringType, StructType
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def name(field: Field):
    return field.name


def names(fields):
    return [name(field) for field in fields]


schema = StructType([Field("x", StringType())])

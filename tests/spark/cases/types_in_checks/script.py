from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from awsglue.gluetypes import ArrayType, DecimalType, Field, StringType, StructType

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
schema = d.schema()
print(schema.hasField("id"), schema.hasField("nothing"))
print(schema.getField("s").dataType.typeName())
shown = []
for field in d.schema():
    if field.dataType.typeName() in ("long", "decimal"):
        shown += [field.name, field.dataType.typeName()]
print(shown)
print([field.name for field in schema if isinstance(field.dataType, StringType)])
print([field.name for field in schema if isinstance(field.dataType, (ArrayType, DecimalType, StructType))])

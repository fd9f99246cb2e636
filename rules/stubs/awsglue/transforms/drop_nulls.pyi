from awsglue.gluetypes import ArrayType, NullType, StructType
from awsglue.transforms import DropFields, DropNullFields, GlueTransform

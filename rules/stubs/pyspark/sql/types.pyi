from typing import Any

__all__ = [
    "ArrayType",
    "BinaryType",
    "BooleanType",
    "ByteType",
    "CharType",
    "DataType",
    "DateType",
    "DayTimeIntervalType",
    "DecimalType",
    "DoubleType",
    "FloatType",
    "IntegerType",
    "LongType",
    "MapType",
    "NullType",
    "Row",
    "ShortType",
    "StringType",
    "StructField",
    "StructType",
    "TimestampNTZType",
    "TimestampType",
    "VarcharType",
    "VariantType",
    "YearMonthIntervalType",
]


class DataType: ...


class NullType(DataType): ...


class CharType(DataType): ...


class StringType(DataType): ...


class VarcharType(DataType): ...


class BinaryType(DataType): ...


class BooleanType(DataType): ...


class DateType(DataType): ...


class TimestampType(DataType): ...


class TimestampNTZType(DataType): ...


class DecimalType(DataType): ...


class DoubleType(DataType): ...


class FloatType(DataType): ...


class ByteType(DataType): ...


class IntegerType(DataType): ...


class LongType(DataType): ...


class ShortType(DataType): ...


class DayTimeIntervalType(DataType): ...


class YearMonthIntervalType(DataType): ...


class VariantType(DataType): ...


class ArrayType(DataType): ...


class MapType(DataType): ...


class StructField(DataType): ...


class StructType(DataType):
    names: list[str]
    fields: list[StructField]
    def add(self, field, data_type=None, nullable=True, metadata=None) -> StructType: ...
    def fieldNames(self) -> list[str]: ...


class Row(tuple):
    def __getitem__(self, key) -> Any: ...
    def __getattr__(self, name) -> Any: ...
    def asDict(self, recursive=False) -> dict[str, Any]: ...


def __getattr__(name) -> Any: ...

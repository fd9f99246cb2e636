# Names only: what matters here is who owns them when star imports meet.
from typing import Any


class DataType:
    def __getattr__(self, name: str) -> Any: ...


class NullType:
    def __getattr__(self, name: str) -> Any: ...


class CharType:
    def __getattr__(self, name: str) -> Any: ...


class StringType:
    def __getattr__(self, name: str) -> Any: ...


class VarcharType:
    def __getattr__(self, name: str) -> Any: ...


class BinaryType:
    def __getattr__(self, name: str) -> Any: ...


class BooleanType:
    def __getattr__(self, name: str) -> Any: ...


class DateType:
    def __getattr__(self, name: str) -> Any: ...


class TimestampType:
    def __getattr__(self, name: str) -> Any: ...


class TimestampNTZType:
    def __getattr__(self, name: str) -> Any: ...


class DecimalType:
    def __getattr__(self, name: str) -> Any: ...


class DoubleType:
    def __getattr__(self, name: str) -> Any: ...


class FloatType:
    def __getattr__(self, name: str) -> Any: ...


class ByteType:
    def __getattr__(self, name: str) -> Any: ...


class IntegerType:
    def __getattr__(self, name: str) -> Any: ...


class LongType:
    def __getattr__(self, name: str) -> Any: ...


class DayTimeIntervalType:
    def __getattr__(self, name: str) -> Any: ...


class YearMonthIntervalType:
    def __getattr__(self, name: str) -> Any: ...


class Row:
    def __getattr__(self, name: str) -> Any: ...


class ShortType:
    def __getattr__(self, name: str) -> Any: ...


class ArrayType:
    def __getattr__(self, name: str) -> Any: ...


class MapType:
    def __getattr__(self, name: str) -> Any: ...


class StructField:
    def __getattr__(self, name: str) -> Any: ...


class StructType:
    def __getattr__(self, name: str) -> Any: ...


class VariantType:
    def __getattr__(self, name: str) -> Any: ...


class NumericType:
    def __getattr__(self, name: str) -> Any: ...


class AtomicType:
    def __getattr__(self, name: str) -> Any: ...


class IntegralType:
    def __getattr__(self, name: str) -> Any: ...


class FractionalType:
    def __getattr__(self, name: str) -> Any: ...


class UserDefinedType:
    def __getattr__(self, name: str) -> Any: ...


__all__ = ["DataType", "NullType", "CharType", "StringType", "VarcharType", "BinaryType", "BooleanType", "DateType", "TimestampType", "TimestampNTZType", "DecimalType", "DoubleType", "FloatType", "ByteType", "IntegerType", "LongType", "DayTimeIntervalType", "YearMonthIntervalType", "ShortType", "ArrayType", "MapType", "StructField", "StructType", "VariantType"]

"""Values between JSON, where cases are written, and Spark, where they are rows."""

import datetime
import decimal
import json
import math
from collections import Counter


def parse_rows(text: str, place: str) -> list:
    """One JSON array a line; empty lines are for the reader."""
    rows = []
    for line in text.splitlines():
        if line.strip():
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"{place}: {error}: {line}") from None
    return rows


def typed(value, kind):
    """A JSON value as the value that Spark's createDataFrame takes for the type."""
    name = kind.typeName()
    if value is None:
        return None
    if name == "struct":
        return tuple(typed(value.get(f.name), f.dataType) for f in kind.fields)
    if name == "array":
        return [typed(item, kind.elementType) for item in value]
    if name == "map":
        return {key: typed(item, kind.valueType) for key, item in value.items()}
    if name == "date":
        return datetime.date.fromisoformat(value)
    if name.startswith("timestamp"):
        return datetime.datetime.fromisoformat(value)
    if name == "decimal":
        return decimal.Decimal(value)
    if name == "binary":
        return bytes.fromhex(value)
    if name in ("float", "double"):
        return float(value)
    return value


def plain(value):
    """A value that Spark gave, as the JSON value that a case is written with."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if hasattr(value, "asDict"):
        return {name: plain(item) for name, item in zip(value.__fields__, value)}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    return str(value)


def bag(rows: list) -> Counter:
    """Rows without an order; numbers are compared by value, their types are the schema's matter."""
    return Counter(json.dumps(_number(row), sort_keys=True, ensure_ascii=False) for row in rows)


def _number(value):
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_number(item) for item in value]
    if isinstance(value, dict):
        return {key: _number(item) for key, item in value.items()}
    return value


def differing(expected: list, actual: list, most: int = 10) -> list:
    """The first rows that only one side has, as lines of text; empty where the bags are equal."""
    want, have = bag(expected), bag(actual)
    missing = [f"  missing     {row}" for row in (want - have).elements()]
    more = [f"  unexpected  {row}" for row in (have - want).elements()]
    lines = missing[:most] + more[:most]
    if len(missing) + len(more) > len(lines):
        lines.append(f"  … {len(missing) + len(more) - len(lines)} more")
    return lines

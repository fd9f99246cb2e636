from pyspark.sql import SparkSession, functions as F
from dateutil import parser


def map_rows(frame, change):
    """Runs a function on each record. Fields that it sets have the type of their values."""

    class Record(dict):
        __getattr__ = dict.__getitem__
        __setattr__ = dict.__setitem__

    def record(row):
        fields = row.asDict(recursive=True).items()
        return Record((k, Record(v) if isinstance(v, dict) else v) for k, v in fields)

    def plain(value):
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items()}
        return [plain(part) for part in value] if isinstance(value, list) else value

    def changed(row):
        try:
            return plain(change(record(row))) or None
        except Exception:
            return None

    @F.udf("array<struct<name string, kind string, kept boolean>>")
    def kinds(row):
        before = row.asDict(recursive=True)
        fields = (changed(row) or {}).items()
        old = [before.get(name) for name, _ in fields]
        same = [type(value) is type(was) and value == was for (_, value), was in zip(fields, old)]
        return [(name, type(value).__name__, kept) for (name, value), kept in zip(fields, same)]

    found = frame.select(F.explode(kinds(F.struct("*"))).alias("field")).select("field.*").distinct().collect()
    types = {"bool": "boolean", "int": "bigint", "float": "double", "str": "string", "date": "date"}
    types.update({"datetime": "timestamp", "Decimal": "decimal(38, 18)", "bytearray": "binary", "bytes": "binary"})
    columns = []
    for name in dict.fromkeys([*frame.columns, *sorted(field.name for field in found)]):
        seen = [field for field in found if field.name == name and field.kind != "NoneType"]
        if not any(field.name == name for field in found):
            continue
        if name in frame.columns and all(field.kept for field in seen):
            columns.append(frame[f"`{name}`"])
            continue
        each = {types.get(field.kind, field.kind) for field in seen} or {"string"}
        if len(each) > 1 or not each <= {*types.values()}:
            raise TypeError(f"cannot tell the type of {name}, whose values are of {sorted(each)}")
        columns.append(F.lit(None).cast(each.pop()).alias(name))
    if not columns:
        return frame.limit(0)
    result = F.udf(changed, frame.select(columns).schema)
    return frame.select(result(F.struct("*")).alias("row")).filter("row IS NOT NULL").select("row.*")


spark = SparkSession.builder.getOrCreate()
names = ["a", "b"]


class Cleaner:
    def __init__(self, level):
        self.level = level

    def clean(self, record):
        record["level"] = self.level
        return record

    def run(self, frame):
        # by a method of this object
        return map_rows(frame, self.clean)


def run(frame: "DynamicFrame"):
    from mine import tidy

    def parsed(record):
        """A time that only dateutil reads"""
        record["time"] = parser.parse(record["time"]).isoformat()
        return record

    return map_rows(map_rows(parsed_frame(frame), parsed), tidy)


def trim(record):
    for name in names:
        record[name] = record[name].strip()
    return record


d = spark.read.table("db.t")
# cleaned before
m = (
    Cleaner(2)
    .run(d)
    .filter(F.col("a").isNotNull() & F.col("b").isNotNull())
    .withColumns(
        {
            "a": F.regexp_replace(F.col("a"), r"^\s+|\s+$", ""),
            "b": F.regexp_replace(F.col("b"), r"^\s+|\s+$", ""),
        }
    )
)
x = map_rows(d, lambda record, day="2024": tidy_up(record, day=day))
x.write.mode("append").saveAsTable("db.x")
m.write.mode("append").saveAsTable("db.m")

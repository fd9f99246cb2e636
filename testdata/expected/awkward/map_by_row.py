import json
from pyspark import cloudpickle
from pyspark.sql import DataFrame, SparkSession, functions as F
from dateutil import parser


def map_rows(frame, change):
    """Runs a function on each record. Fields that it sets have the type of their values."""
    types = {"bool": "boolean", "int": "bigint", "float": "double", "str": "string", "date": "date"}
    types.update({"datetime": "timestamp", "Decimal": "decimal(38, 18)", "bytearray": "binary", "bytes": "binary"})
    # As it is now: Spark Connect would look at what it uses when the rows are asked for.
    change = cloudpickle.loads(cloudpickle.dumps(change))

    class Record(dict):
        __getattr__ = dict.__getitem__
        __setattr__ = dict.__setitem__

    def record(row):
        fields = row.asDict(recursive=True).items()
        return Record((k, Record(v) if isinstance(v, dict) else v) for k, v in fields)

    def plain(value):
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items()}
        return [plain(part) for part in value] if isinstance(value, (list, tuple)) else value

    def changed(row):
        try:
            return plain(change(record(row))) or None
        except Exception:
            return None

    def kind_of(value):
        if isinstance(value, dict) and value and all(isinstance(name, str) for name in value):
            return {name: kind_of(part) for name, part in value.items()}
        if isinstance(value, list):
            return [one_kind([kind_of(part) for part in value])]
        if value is not None and type(value).__name__ not in types:
            raise TypeError(f"cannot tell the type of {value!r}")
        return value if value is None else types[type(value).__name__]

    def one_kind(kinds):
        kinds = [kind for kind in kinds if kind is not None]
        if kinds and all(isinstance(kind, dict) for kind in kinds):
            names = dict.fromkeys(name for kind in kinds for name in kind)
            return {name: one_kind([kind.get(name) for kind in kinds]) for name in names}
        if kinds and all(isinstance(kind, list) for kind in kinds):
            return [one_kind([part for kind in kinds for part in kind])]
        if any(kind != kinds[0] for kind in kinds):
            raise TypeError(f"cannot tell the type of values of {kinds}")
        return kinds[0] if kinds else None

    def spelled(kind):
        if isinstance(kind, dict):
            return "struct<" + ", ".join(f"`{name}`: {spelled(part)}" for name, part in kind.items()) + ">"
        return f"array<{spelled(kind[0])}>" if isinstance(kind, list) else kind or "string"

    @F.udf("array<struct<name string, kind string, kept boolean>>")
    def kinds(row):
        before, found = row.asDict(recursive=True), []
        for name, value in (changed(row) or {}).items():
            kept = name in before and type(before[name]) is type(value) and before[name] == value
            try:
                kind = kind_of(value)
            except TypeError:
                if not kept:
                    raise
                kind = None
            found.append((name, json.dumps(kind), kept))
        return found

    found = frame.select(F.explode(kinds(F.struct("*"))).alias("field")).select("field.*").distinct().collect()
    columns = []
    for name in dict.fromkeys([*frame.columns, *sorted(field.name for field in found)]):
        seen = sorted((field.kind, field.kept) for field in found if field.name == name)
        if not seen:
            continue
        if name in frame.columns and all(kept or kind == "null" for kind, kept in seen):
            columns.append(frame[f"`{name}`"])
        else:
            kind = one_kind([json.loads(kind) for kind, _ in seen])
            columns.append(F.lit(None).cast(spelled(kind)).alias(name))
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


def run(frame: "DataFrame"):
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

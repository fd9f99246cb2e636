from collections import namedtuple
from functools import partial, reduce
from typing import NamedTuple, Optional

from pyspark.sql import DataFrame, SparkSession


def join_frames(left, right, left_keys, right_keys):
    """Inner join; a column that both frames have is called ".name" on the left side."""
    both = set(left.columns) & set(right.columns)
    names, taken = {}, {*left.columns, *right.columns}
    for name in left.columns:
        names[name] = name
        while name in both and names[name] in taken:
            names[name] = "." + names[name]
        taken.add(names[name])
    left = left.toDF(*names.values())
    pairs = zip([names.get(key, key) for key in left_keys], right_keys)
    condition = [left[f"`{ours}`"] == right[f"`{theirs}`"] for ours, theirs in pairs]
    return left.join(right, condition, "inner")


spark = SparkSession.builder.getOrCreate()
latest = None


class Loaded(NamedTuple):
    frame: DataFrame
    name: str


Pair = namedtuple("Pair", "left right")


def load(name, ctx=spark):
    return spark.read.table(f"db.{name}")


def load_into_global(name):
    global latest
    latest = load(name)


def count_down(frame, n):
    if n == 0:
        return frame
    return count_down(frame.drop(f"c{n}"), n - 1)


def outer(name):
    frame = load(name)

    def inner():
        nonlocal frame
        frame = frame.withColumnRenamed("a", "b")
        return frame

    inner()
    return frame, name


def each(names):
    for name in names:
        yield load(name)


def maybe(name) -> Optional[DataFrame]:
    return load(name) if name else None


load_into_global("x")
latest.show()
count_down(load("y"), 3).show()
f, n = outer("z")
f.show()
for g in each(["a", "b"]):
    g.show()
m = maybe("q")
if m:
    m.show()
frames = [load(n) for n in ("a", "b", "c")]
total = reduce(lambda a, b: a.unionByName(b, allowMissingColumns=True), frames)
total.show()
other = reduce(lambda a, b: a.unionByName(b, allowMissingColumns=True), frames)
other.show()
p = partial(load, ctx=spark)
p("k").show()
lo = Loaded(load("l"), "l")
lo.frame.show()
pair = Pair(load("l"), load("r"))
join_frames(pair.left, pair.right, ["id"], ["id"]).show()
for i, fr in enumerate(frames):
    fr.show()
for fr, nm in zip(frames, "abc"):
    fr.drop("x").show()
by = {nm: fr for nm, fr in zip("abc", frames)}
for nm, fr in sorted(by.items()):
    fr.show()
by.get("a").show()
by.pop("b").show()
by["d"] = load("d")
by.setdefault("e", load("e")).show()
frames.append(load("z"))
frames.extend([load("w")])
frames[-1].show()
nested = {"x": {"y": load("n")}}
nested["x"]["y"].show()

from collections import namedtuple
from functools import partial, reduce
from typing import NamedTuple, Optional

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import DropFields, Filter, Join, Union
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
latest = None


class Loaded(NamedTuple):
    frame: DynamicFrame
    name: str


Pair = namedtuple("Pair", "left right")


def load(name, ctx=glueContext):
    return ctx.create_dynamic_frame.from_catalog(database="db", table_name=name)


def load_into_global(name):
    global latest
    latest = load(name)


def count_down(frame, n):
    if n == 0:
        return frame
    return count_down(frame.drop_fields([f"c{n}"]), n - 1)


def outer(name):
    frame = load(name)

    def inner():
        nonlocal frame
        frame = frame.rename_field("a", "b")
        return frame

    inner()
    return frame, name


def each(names):
    for name in names:
        yield load(name)


def maybe(name) -> Optional[DynamicFrame]:
    return load(name) if name else None


load_into_global("x")
latest.toDF().show()
count_down(load("y"), 3).toDF().show()
f, n = outer("z")
f.toDF().show()
for g in each(["a", "b"]):
    g.toDF().show()
m = maybe("q")
if m:
    m.toDF().show()
frames = [load(n) for n in ("a", "b", "c")]
total = reduce(lambda a, b: Union.apply(a, b), frames)
total.toDF().show()
other = reduce(lambda a, b: a.union(b), frames)
other.toDF().show()
p = partial(load, ctx=glueContext)
p("k").toDF().show()
lo = Loaded(load("l"), "l")
lo.frame.toDF().show()
pair = Pair(load("l"), load("r"))
Join.apply(pair.left, pair.right, "id", "id").toDF().show()
for i, fr in enumerate(frames):
    fr.toDF().show()
for fr, nm in zip(frames, "abc"):
    fr.drop_fields(["x"]).toDF().show()
by = {nm: fr for nm, fr in zip("abc", frames)}
for nm, fr in sorted(by.items()):
    fr.toDF().show()
by.get("a").toDF().show()
by.pop("b").toDF().show()
by["d"] = load("d")
by.setdefault("e", load("e")).toDF().show()
frames.append(load("z"))
frames.extend([load("w")])
frames[-1].toDF().show()
nested = {"x": {"y": load("n")}}
nested["x"]["y"].toDF().show()

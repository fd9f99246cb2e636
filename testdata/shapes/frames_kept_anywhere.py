import sys
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import *
from pyspark.context import SparkContext

gc = GlueContext(SparkContext.getOrCreate())
spark = gc.spark_session


class State:
    def __init__(self):
        self.frame = None
        self.parts = {}
        self.history = []

    def add(self, table):
        new = gc.create_dynamic_frame.from_catalog(database="db", table_name=table)
        if self.frame is None:
            self.frame = new
        else:
            self.frame = self.frame.union(new)
        self.parts[table] = new
        self.history.append((table, new))
        return self

    def total(self):
        result = None
        for name, part in self.history:
            part = part.rename_field("x", name)
            result = part if not result else Join.apply(result, part, ["id"], ["id"])
        return result

    def biggest(self):
        return max(self.parts.values(), key=lambda f: f.count())

    def sorted(self):
        return sorted(self.parts.items(), key=lambda kv: kv[1].count())


s = State()
for t in ["a", "b"]:
    s.add(t)
s.frame.toDF().show()
total = s.total()
total.drop_fields(["y"]).toDF().show()
s.biggest().toDF().show()
for name, f in s.sorted():
    f.toDF().show()


def recurse(frame, depth=0):
    if depth > 3:
        return frame
    return recurse(frame.drop_fields([f"c{depth}"]), depth + 1)


recurse(s.parts["a"]).toDF().show()
frames = [None] * 2
frames[0] = s.parts["a"]
frames[1] = s.parts["b"]
first, *rest = frames
first.toDF().show()
for r in rest:
    r.toDF().show()
x, y = (f.select_fields(["id"]) for f in frames)
x.toDF().join(y.toDF(), "id").show()
pair = s.parts.get("a"), s.parts.get("zz", s.parts["b"])
pair[0].toDF().show()
pair[1].toDF().show()
while True:
    cur = s.parts.popitem()[1]
    cur.toDF().show()
    if not s.parts:
        break

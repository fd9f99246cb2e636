import sys
from pyspark.sql import SparkSession


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


def rename_column(frame, old, new):
    """Renames a column, if there is one; names may be in back-ticks."""
    for name in (old, new):
        if "." in name and not name.startswith("`"):
            raise ValueError(f"{name}: a field of a struct needs withField and dropFields")
    return frame.withColumnRenamed(old.strip("`"), new.strip("`"))


spark = SparkSession.builder.getOrCreate()


class State:
    def __init__(self):
        self.frame = None
        self.parts = {}
        self.history = []

    def add(self, table):
        new = spark.read.table(f"db.{table}")
        if self.frame is None:
            self.frame = new
        else:
            self.frame = self.frame.unionByName(new, allowMissingColumns=True)
        self.parts[table] = new
        self.history.append((table, new))
        return self

    def total(self):
        result = None
        for name, part in self.history:
            part = rename_column(part, "x", name)
            result = part if not result else join_frames(result, part, ["id"], ["id"])
        return result

    def biggest(self):
        return max(self.parts.values(), key=lambda f: f.count())

    def sorted(self):
        return sorted(self.parts.items(), key=lambda kv: kv[1].count())


s = State()
for t in ["a", "b"]:
    s.add(t)
s.frame.show()
total = s.total()
total.drop("y").show()
s.biggest().show()
for name, f in s.sorted():
    f.show()


def recurse(frame, depth=0):
    if depth > 3:
        return frame
    return recurse(frame.drop(f"c{depth}"), depth + 1)


recurse(s.parts["a"]).show()
frames = [None] * 2
frames[0] = s.parts["a"]
frames[1] = s.parts["b"]
first, *rest = frames
first.show()
for r in rest:
    r.show()
x, y = (f.select("id") for f in frames)
x.join(y, "id").show()
pair = s.parts.get("a"), s.parts.get("zz", s.parts["b"])
pair[0].show()
pair[1].show()
while True:
    cur = s.parts.popitem()[1]
    cur.show()
    if not s.parts:
        break

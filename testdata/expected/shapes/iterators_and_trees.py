from pyspark.sql import DataFrame, SparkSession

spark = SparkSession.builder.getOrCreate()


class Node:
    def __init__(self, frame: DataFrame, children=None):
        self.frame = frame
        self.children = children or []

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def with_child(self, node: "Node") -> "Node":
        self.children.append(node)
        return self

    def __iter__(self):
        return iter(self.children)

    def __getitem__(self, index):
        return self.children[index]


def load(name):
    return spark.read.table(f"db.{name}")


root = Node(load("a")).with_child(Node(load("b")))
for node in root.walk():
    node.frame.show()
for node in root:
    node.frame.show()
root[0].frame.show()
a, b = (load(n) for n in "ab")
a.show()
x = y = load("c")
y.show()
x, y = y, x
x.show()
first = next(iter([load("d")]))
first.show()
best = max([load("e"), load("f")], key=lambda f: f.count())
best.show()
frames = list(filter(lambda f: f.count() > 0, map(load, ["g", "h"])))
frames[0].show()
any(f.isEmpty() for f in frames)
[f.show() for f in frames]
if all(f.count() for f in frames) and (z := load("z")):
    z.show()
name = "k"
frame = {"k": lambda: load("k")}[name]()
frame.toDF().show()

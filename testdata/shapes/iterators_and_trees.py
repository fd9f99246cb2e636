from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


class Node:
    def __init__(self, frame: DynamicFrame, children=None):
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
    return glueContext.create_dynamic_frame.from_catalog(database="db", table_name=name)


root = Node(load("a")).with_child(Node(load("b")))
for node in root.walk():
    node.frame.toDF().show()
for node in root:
    node.frame.toDF().show()
root[0].frame.toDF().show()
a, b = (load(n) for n in "ab")
a.toDF().show()
x = y = load("c")
y.toDF().show()
x, y = y, x
x.toDF().show()
first = next(iter([load("d")]))
first.toDF().show()
best = max([load("e"), load("f")], key=lambda f: f.count())
best.toDF().show()
frames = list(filter(lambda f: f.count() > 0, map(load, ["g", "h"])))
frames[0].toDF().show()
any(f.toDF().isEmpty() for f in frames)
[f.toDF().show() for f in frames]
if all(f.count() for f in frames) and (z := load("z")):
    z.toDF().show()
name = "k"
frame = {"k": lambda: load("k")}[name]()
frame.toDF().show()

from concurrent.futures import ThreadPoolExecutor
from functools import reduce

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
TABLES = ["north", "south"]


def read(name):
    return spark.read.table(f"sales.{name}")


looped = None
for name in TABLES:
    part = read(name)
    looped = part if looped is None else looped.unionByName(
        part, allowMissingColumns=True
    )

branched = None
for name in TABLES:
    if branched is None:
        branched = read(name)
    else:
        branched = branched.unionByName(read(name), allowMissingColumns=True)

reduced = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), map(read, TABLES))
by_method = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), [read(name) for name in TABLES])
with ThreadPoolExecutor(2) as pool:
    pooled = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), list(pool.map(read, TABLES)))


def both(one, other):
    return one.unionByName(other, allowMissingColumns=True)


def unknown(one, other):
    return one.union(other)


reduce(both, [read("north"), read("south")]).show()
for frame in filter(lambda f: f.count() > 0, map(read, TABLES)):
    frame.show()

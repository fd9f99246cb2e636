from concurrent.futures import ThreadPoolExecutor
from functools import reduce

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
TABLES = ["north", "south"]


def read(name):
    return glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=name)


looped = None
for name in TABLES:
    part = read(name)
    looped = part if looped is None else looped.union(part)

branched = None
for name in TABLES:
    if branched is None:
        branched = read(name)
    else:
        branched = branched.union(read(name))

reduced = reduce(lambda one, other: one.union(other), map(read, TABLES))
by_method = reduce(DynamicFrame.union, [read(name) for name in TABLES])
with ThreadPoolExecutor(2) as pool:
    pooled = reduce(lambda one, other: one.union(other), list(pool.map(read, TABLES)))

import awsglue.dynamicframe as dfm
from typing import cast

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame as DF
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext
from pyspark.sql import DataFrame

Frame = DynamicFrame
glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

read = lambda t: glueContext.create_dynamic_frame.from_catalog(database="db", table_name=t)


def load_a(ctx):
    return ctx.create_dynamic_frame.from_catalog(database="db", table_name="a")


def load_b(ctx):
    return ctx.create_dynamic_frame.from_catalog(database="db", table_name="b")


def total(*frames):
    return sum(frame.toDF().count() for frame in frames)


def named(**frames):
    for name, frame in frames.items():
        print(name, frame.toDF().count())


def as_frame(x):
    if isinstance(x, (DynamicFrame, DataFrame)):
        return x
    if type(x) == DynamicFrame:
        return x.toDF()
    if x.__class__.__name__ == "DynamicFrame":
        return x.toDF()
    if hasattr(x, "toDF"):
        return x.toDF()
    return cast(DynamicFrame, x)


LOADERS = {"a": load_a, "b": load_b}
LOADERS["a"](glueContext).toDF().show()
for name, loader in LOADERS.items():
    loader(glueContext).toDF().show()
for loader in (load_a, load_b):
    f = loader(glueContext)
    f.toDF().show()
read("x").toDF().show()
total(load_a(glueContext), load_b(glueContext))
named(a=load_a(glueContext), b=read("b"))
frames = dict(a=load_a(glueContext))
frames |= {"b": load_b(glueContext)}
frames.update(c=read("c"))
frames["c"].toDF().show()
as_frame(read("y")).show()
a: Frame = read("a")
b = DF.fromDF(a.toDF(), glueContext, "b")
c = dfm.DynamicFrame.fromDF(b.toDF(), glueContext, "c")
print([d.count() for n in "ab" if (d := read(n)).count() > 0])
d = read("d")
del d
load = getattr(glueContext, "create_dynamic_frame")
load.from_catalog(database="db", table_name="e").toDF().show()

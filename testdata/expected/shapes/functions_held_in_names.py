from typing import cast

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame as DF
from pyspark.context import SparkContext
from pyspark.sql import DataFrame, SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

read = lambda t: spark.read.table(f"db.{t}")


def load_a(ctx):
    return spark.read.table("db.a")


def load_b(ctx):
    return spark.read.table("db.b")


def total(*frames):
    return sum(frame.count() for frame in frames)


def named(**frames):
    for name, frame in frames.items():
        print(name, frame.count())


def as_frame(x):
    if isinstance(x, (DataFrame, DataFrame)):
        return x
    if type(x) == DataFrame:
        return x
    if DF.fromDF(x, glueContext, "x").__class__.__name__ == "DynamicFrame":
        return x
    if hasattr(x, "toDF"):
        return x
    return cast(DataFrame, x)


LOADERS = {"a": load_a, "b": load_b}
LOADERS["a"](spark).show()
for name, loader in LOADERS.items():
    loader(spark).show()
for loader in (load_a, load_b):
    f = loader(spark)
    f.show()
read("x").show()
total(load_a(spark), load_b(spark))
named(a=load_a(spark), b=read("b"))
frames = dict(a=load_a(spark))
frames |= {"b": load_b(spark)}
frames.update(c=read("c"))
frames["c"].show()
as_frame(read("y")).show()
a: DataFrame = read("a")
c = a
print([d.count() for n in "ab" if (d := read(n)).count() > 0])
d = read("d")
del d
load = getattr(glueContext, "create_dynamic_frame")
load.from_catalog(database="db", table_name="e").toDF().show()

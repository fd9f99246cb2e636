import sys
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import *
from pyspark.context import SparkContext

gc = GlueContext(SparkContext.getOrCreate())
spark = gc.spark_session


class Step:
    def apply(self, dyf):
        return dyf


class Rename(Step):
    def __init__(self, pairs):
        self.pairs = pairs

    def apply(self, dyf):
        for old, new in self.pairs:
            dyf = dyf.rename_field(old, new)
        return dyf


class Keep(Step):
    def __init__(self, column, values):
        self.column, self.values = column, values

    def apply(self, dyf):
        return Filter.apply(frame=dyf, f=lambda r: r[self.column] in self.values)


class Union(Step):
    def __init__(self, *others):
        self.others = others

    def apply(self, dyf):
        for other in self.others:
            dyf = dyf.union(other)
        return dyf


def run(dyf, *steps):
    for step in steps:
        dyf = step.apply(dyf)
    return dyf


a = gc.create_dynamic_frame.from_catalog(database="db", table_name="a")
b = gc.create_dynamic_frame.from_catalog(database="db", table_name="b")
out = run(a, Rename([("x", "y")]), Keep("y", ["1"]), Union(b, a))
out.toDF().show()

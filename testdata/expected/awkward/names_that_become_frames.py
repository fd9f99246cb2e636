# A parameter that holds a context first and a frame later keeps its name, in methods that override it as well.
from abc import ABC, abstractmethod

from pyspark.sql import SparkSession


class Step(ABC):
    registry = {}

    def __init_subclass__(cls, **kw):
        Step.registry[cls.__name__.lower()] = cls

    @abstractmethod
    def run(self, ctx): ...

    def __call__(self, spark):
        return self.run(ctx=spark)


class Read(Step):
    def run(self, ctx):
        return ctx.read.table("sales.orders")


class Chain(Step):
    def __init__(self, steps):
        self.steps = steps

    def run(self, ctx):
        for step in self.steps:
            ctx = step(ctx)
        return ctx


def again(ctx, step):
    if step:
        ctx = step(ctx)
    return ctx


def read(ctx):
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table("sales.items")


spark = SparkSession.builder.getOrCreate()
Chain([Step.registry["read"]()])(spark).show()
again(spark, read).show()

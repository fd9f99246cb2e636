# A parameter that holds a context first and a frame later keeps its name, in methods that override it as well.
from abc import ABC, abstractmethod

from awsglue.context import GlueContext
from pyspark.context import SparkContext


class Step(ABC):
    registry = {}

    def __init_subclass__(cls, **kw):
        Step.registry[cls.__name__.lower()] = cls

    @abstractmethod
    def run(self, ctx): ...

    def __call__(self, ctx):
        return self.run(ctx=ctx)


class Read(Step):
    def run(self, ctx):
        return ctx.create_dynamic_frame.from_catalog(database="sales", table_name="orders")


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
    return ctx.create_dynamic_frame.from_catalog(database="sales", table_name="items")


glue = GlueContext(SparkContext.getOrCreate())
Chain([Step.registry["read"]()])(glue).show()
again(glue, read).show()

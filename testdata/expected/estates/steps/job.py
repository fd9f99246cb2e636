from pyspark.sql import SparkSession

from base import Read, Step


class Chain(Step):
    def __init__(self, steps):
        self.steps = steps

    def run(self, ctx):
        for step in self.steps:
            ctx = step(ctx)
        return ctx


class Items(Step):
    def run(self, ctx):
        return ctx.read.table("sales.items")


spark = SparkSession.builder.getOrCreate()
Chain([Read()])(spark).show()
Items().run(ctx=spark).show()

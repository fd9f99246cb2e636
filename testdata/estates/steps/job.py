from awsglue.context import GlueContext
from pyspark.context import SparkContext

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
        return ctx.create_dynamic_frame.from_catalog(database="sales", table_name="items")


glue = GlueContext(SparkContext.getOrCreate())
Chain([Read()])(glue).show()
Items().run(ctx=glue).show()

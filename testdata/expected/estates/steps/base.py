from abc import ABC, abstractmethod


class Step(ABC):
    @abstractmethod
    def run(self, ctx): ...

    def __call__(self, spark):
        return self.run(ctx=spark)


class Read(Step):
    def run(self, ctx):
        return ctx.read.table("sales.orders")

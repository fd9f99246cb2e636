from abc import ABC, abstractmethod


class Step(ABC):
    @abstractmethod
    def run(self, ctx): ...

    def __call__(self, ctx):
        return self.run(ctx=ctx)


class Read(Step):
    def run(self, ctx):
        return ctx.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from pyspark.context import SparkContext


@dataclass
class Conf:
    table: str
    keys: list = field(default_factory=list)
    mapping: list = field(default_factory=list)
    predicate: str = ""


class Step(ABC):
    registry = {}

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Step.registry[cls.__name__.lower()] = cls

    def __init__(self, glue, conf):
        self.glue, self.conf = glue, conf

    @abstractmethod
    def run(self, frame): ...

    def __call__(self, frame):
        return self.run(frame=frame)

    def __or__(self, other):
        return Chain(self.glue, [self, other])


class Chain(Step):
    def __init__(self, glue, steps):
        super().__init__(glue, None)
        self.steps = steps

    def run(self, frame):
        for step in self.steps:
            frame = step(frame)
        return frame


class Read(Step):
    def run(self, frame=None):
        return self.glue.create_dynamic_frame.from_catalog(
            database="sales",
            table_name=self.conf.table,
            push_down_predicate=self.conf.predicate,
        )


class Mapping(Step):
    def run(self, frame):
        return frame.apply_mapping(self.conf.mapping) if self.conf.mapping else frame


class Dedup(Step):
    def run(self, frame):
        df = frame.toDF()
        if self.conf.keys:
            df = df.dropDuplicates(self.conf.keys)
        return DynamicFrame.fromDF(df, self.glue, "dedup")


class Good(Step):
    def run(self, frame):
        keys = self.conf.keys
        return frame.filter(f=lambda r: all(r[k] is not None for k in keys))


@contextmanager
def job_of(name):
    glue = GlueContext(SparkContext.getOrCreate())
    job = Job(glue)
    job.init(name, {})
    try:
        yield glue
    finally:
        job.commit()


@lru_cache(maxsize=None)
def lookup(glue, name):
    return glue.create_dynamic_frame.from_catalog(database="sales", table_name=name).toDF()


def read(ctx):
    return ctx.create_dynamic_frame.from_catalog(database="sales", table_name="orders")


def no_cents(frame):
    return frame.drop_fields(["cents"])


def piped(ctx, steps):
    for step in steps:
        ctx = step(ctx)
    return ctx


with job_of("night") as glue:
    conf = Conf("orders", ["id"], [("id", "long", "id", "long"), ("land", "string", "land", "string")])
    chain = [Step.registry[name](glue, conf) for name in ("read", "mapping", "dedup", "good")]
    out = Chain(glue, chain)(None)
    two = (Read(glue, Conf("orders", predicate="cents > 1")) | Mapping(glue, conf))(None)
    named = out.toDF().join(lookup(glue, "lands"), "land", "left")
    last = piped(glue, [read, no_cents])

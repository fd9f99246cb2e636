import sys
from functools import lru_cache
from typing import Optional
from dataclasses import dataclass, field

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

_glue_context: Optional[GlueContext] = None


def get_glue_context() -> GlueContext:
    global _glue_context
    if _glue_context is None:
        _glue_context = GlueContext(SparkContext.getOrCreate())
    return _glue_context


@lru_cache(maxsize=None)
def context():
    return GlueContext(SparkContext.getOrCreate())


class Lazy:
    _ctx = None

    @property
    def ctx(self):
        if self._ctx is None:
            self._ctx = GlueContext(SparkContext.getOrCreate())
        return self._ctx

    def frame(self, t):
        return self.ctx.create_dynamic_frame.from_catalog(database="db", table_name=t)


class Single:
    instance: "Single" = None
    glue_context: GlueContext = None

    @classmethod
    def get(cls):
        if cls.instance is None:
            cls.instance = cls()
            cls.glue_context = GlueContext(SparkContext())
        return cls.instance

    def frame(self, t):
        return Single.glue_context.create_dynamic_frame.from_catalog(database="db", table_name=t)


@dataclass
class Holder:
    ctx: Optional[GlueContext] = None
    frames: dict = field(default_factory=dict)

    def __post_init__(self):
        self.ctx = self.ctx or GlueContext(SparkContext.getOrCreate())

    def add(self, t):
        self.frames[t] = self.ctx.create_dynamic_frame.from_catalog(database="db", table_name=t)
        return self


def first(*tables, ctx: Optional[GlueContext] = None):
    ctx = ctx or get_glue_context()
    for t in tables:
        frame: Optional[DynamicFrame] = ctx.create_dynamic_frame.from_catalog(database="db", table_name=t)
        if frame is not None and frame.count():
            return frame
    return None


found = first("a", "b")
if found is not None:
    found.toDF().show()
context().create_dynamic_frame.from_catalog(database="db", table_name="x").show()
Lazy().frame("y").printSchema()
Single.get().frame("z")
Holder().add("q").add("r")

import sys
from functools import lru_cache
from typing import Optional
from dataclasses import dataclass, field

from pyspark.sql import DataFrame, SparkSession

_glue_context: Optional[SparkSession] = None


def get_glue_context() -> SparkSession:
    global _glue_context
    if _glue_context is None:
        _glue_context = SparkSession.builder.getOrCreate()
    return _glue_context


@lru_cache(maxsize=None)
def context():
    return SparkSession.builder.getOrCreate()


class Lazy:
    _ctx = None

    @property
    def ctx(self):
        if self._ctx is None:
            self._ctx = SparkSession.builder.getOrCreate()
        return self._ctx

    def frame(self, t):
        return self.ctx.read.table(f"db.{t}")


class Single:
    instance: "Single" = None
    glue_context: SparkSession = None

    @classmethod
    def get(cls):
        if cls.instance is None:
            cls.instance = cls()
            cls.glue_context = SparkSession.builder.getOrCreate()
        return cls.instance

    def frame(self, t):
        return Single.glue_context.read.table(f"db.{t}")


@dataclass
class Holder:
    ctx: Optional[SparkSession] = None
    frames: dict = field(default_factory=dict)

    def __post_init__(self):
        self.ctx = self.ctx or SparkSession.builder.getOrCreate()

    def add(self, t):
        self.frames[t] = self.ctx.read.table(f"db.{t}")
        return self


def first(*tables, ctx: Optional[SparkSession] = None):
    ctx = ctx or get_glue_context()
    for t in tables:
        frame: Optional[DataFrame] = ctx.read.table(f"db.{t}")
        if frame is not None and frame.count():
            return frame
    return None


found = first("a", "b")
if found is not None:
    found.show()
context().read.table("db.x").show()
Lazy().frame("y").printSchema()
Single.get().frame("z")
Holder().add("q").add("r")

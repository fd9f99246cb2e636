import sys
from contextlib import contextmanager

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext


class Opened:
    def __init__(self, ctx, name):
        self.ctx = ctx
        self.name = name

    def __enter__(self):
        self.frame = self.ctx.create_dynamic_frame.from_catalog(database="db", table_name=self.name)
        return self.frame

    def __exit__(self, *exc):
        return False

    def __call__(self, n):
        return self.frame.toDF().limit(n)


class Registry:
    instances = {}
    context = None

    @classmethod
    def of(cls, ctx):
        cls.context = ctx
        return cls()

    @staticmethod
    def read(ctx, name):
        return ctx.create_dynamic_frame.from_catalog(database="db", table_name=name)

    @property
    def frame(self) -> DynamicFrame:
        if "f" not in self.instances:
            self.instances["f"] = self.read(self.context, "f")
        return self.instances["f"]

    @frame.setter
    def frame(self, value):
        self.instances["f"] = value


def call(f, *args, **kwargs):
    return f(*args, **kwargs)


def run(sc=None):
    ctx = GlueContext(sc or SparkContext.getOrCreate())
    job = Job(ctx)
    with Opened(ctx, "a") as a, Opened(ctx, "b") as b:
        a.toDF().show()
        b.drop_fields(["x"]).toDF().show()
    r = Registry.of(ctx)
    r.frame.toDF().show()
    r.frame = r.frame.drop_fields(["q"])
    call(Registry.read, ctx, "z").toDF().show()
    Registry.read(*(ctx, "y")).toDF().show()
    Registry.read(**{"ctx": ctx, "name": "w"}).toDF().show()
    match r.frame.count():
        case 0:
            out = r.frame
        case _:
            out = r.frame.rename_field("a", "b")
    out.toDF().show()
    while (rest := Registry.read(ctx, "more")).count() > 3:
        rest.toDF().show()
        break
    else:
        rest.drop_fields(["k"]).toDF().show()
    try:
        t = Registry.read(ctx, "t")
    except (ValueError, KeyError) as error:
        print(error)
        return None
    else:
        t.toDF().show()
    finally:
        job.commit()
    x = t if t.count() else a
    x = x.toDF() if isinstance(x, DynamicFrame) else x
    x.show()
    return x


if __name__ == "__main__":
    run()

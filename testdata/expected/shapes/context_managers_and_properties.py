import sys
from contextlib import contextmanager

from pyspark.sql import DataFrame, SparkSession


class Opened:
    def __init__(self, spark, name):
        self.ctx = spark
        self.name = name

    def __enter__(self):
        self.frame = self.ctx.read.table(f"db.{self.name}")
        return self.frame

    def __exit__(self, *exc):
        return False

    def __call__(self, n):
        return self.frame.limit(n)


class Registry:
    instances = {}
    context = None

    @classmethod
    def of(cls, spark):
        cls.context = spark
        return cls()

    @staticmethod
    def read(ctx, name):
        spark = SparkSession.builder.getOrCreate()
        return spark.read.table(f"db.{name}")

    @property
    def frame(self) -> DataFrame:
        if "f" not in self.instances:
            self.instances["f"] = self.read(self.context, "f")
        return self.instances["f"]

    @frame.setter
    def frame(self, value):
        self.instances["f"] = value


def call(f, *args, **kwargs):
    return f(*args, **kwargs)


def run(sc=None):
    spark = SparkSession.builder.getOrCreate()
    with Opened(spark, "a") as a, Opened(spark, "b") as b:
        a.show()
        b.drop("x").show()
    r = Registry.of(spark)
    r.frame.show()
    r.frame = r.frame.drop("q")
    call(Registry.read, spark, "z").show()
    Registry.read(*(spark, "y")).show()
    Registry.read(**{"ctx": spark, "name": "w"}).show()
    match r.frame.count():
        case 0:
            out = r.frame
        case _:
            out = r.frame.withColumnRenamed("a", "b")
    out.show()
    while (rest := Registry.read(spark, "more")).count() > 3:
        rest.show()
        break
    else:
        rest.drop("k").show()
    try:
        t = Registry.read(spark, "t")
    except (ValueError, KeyError) as error:
        print(error)
        return None
    else:
        t.show()
    x = t if t.count() else a
    x = x if isinstance(x, DataFrame) else x
    x.show()
    return x


if __name__ == "__main__":
    run()

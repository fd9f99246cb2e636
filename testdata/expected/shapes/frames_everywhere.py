import argparse
from pyspark.sql import DataFrame, SparkSession
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps


spark = SparkSession.builder.getOrCreate()
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--target", required=True)
args = vars(parser.parse_known_args()[0])


def logged(f):
    @wraps(f)
    def inner(*args, **kwargs):
        print(f.__name__)
        return f(*args, **kwargs)
    return inner


@dataclass
class Setup:
    context: SparkSession
    frames: dict[str, DataFrame]


class Base:
    def __init__(self):
        self._glue = SparkSession.builder.getOrCreate()

    @property
    def glue(self):
        return self._glue


class Loader(Base):
    @logged
    def load(self, table):
        return self.glue.read.table(f"db.{table}")

    @contextmanager
    def opened(self, table):
        frame = self.load(table)
        yield frame


loader = Loader()
with loader.opened("bikes") as bikes:
    bikes.drop("x").show(5)

setup = Setup(context=loader.glue, frames={t: loader.load(t) for t in ("a", "b")})
first, *rest = [loader.load(t) for t in ("c", "d")]
if (n := setup.frames["a"].count()) > 0:
    out = setup.frames["a"] if n > 3 else setup.frames["b"]
    out = out.drop("y")
    out.write.format("delta").mode("append").save(args["target"])
for frame in rest:
    print(isinstance(frame, DataFrame), spark)
pair = (first, "name")
f, name = pair
f.withColumnRenamed("a", "b").show()
try:
    g = loader.load("e")
except Exception:
    g = None
finally:
    print("done")
if g is not None:
    print(g.count())
h = loader.glue.read.table("db.t")
h.printSchema()

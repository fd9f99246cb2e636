import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

NAMES = ["JOB_NAME", "target"]
args = getResolvedOptions(sys.argv, NAMES)


def logged(f):
    @wraps(f)
    def inner(*args, **kwargs):
        print(f.__name__)
        return f(*args, **kwargs)
    return inner


@dataclass
class Setup:
    context: GlueContext
    frames: dict[str, DynamicFrame]


class Base:
    def __init__(self):
        self._glue = GlueContext(SparkContext.getOrCreate())

    @property
    def glue(self):
        return self._glue


class Loader(Base):
    @logged
    def load(self, table):
        return self.glue.create_dynamic_frame.from_catalog(database="db", table_name=table)

    @contextmanager
    def opened(self, table):
        frame = self.load(table)
        yield frame


loader = Loader()
with loader.opened("bikes") as bikes:
    bikes.drop_fields(["x"]).show(5)

setup = Setup(context=loader.glue, frames={t: loader.load(t) for t in ("a", "b")})
first, *rest = [loader.load(t) for t in ("c", "d")]
if (n := setup.frames["a"].count()) > 0:
    out = setup.frames["a"] if n > 3 else setup.frames["b"]
    out = out.drop_fields(["y"])
    setup.context.write_dynamic_frame.from_options(frame=out, connection_type="s3", connection_options={"path": args["target"]}, format="parquet")
for frame in rest:
    print(isinstance(frame, DynamicFrame), frame.glue_ctx)
pair = (first, "name")
f, name = pair
f.rename_field("a", "b").toDF().show()
try:
    g = loader.load("e")
except Exception:
    g = None
finally:
    print("done")
if g is not None:
    print(g.toDF().count())
options = {"database": "db", "table_name": "t"}
h = loader.glue.create_dynamic_frame.from_catalog(**options)
h.printSchema()

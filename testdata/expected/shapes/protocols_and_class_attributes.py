import abc
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional, Protocol

from pyspark.sql import DataFrame, SparkSession


def rename_column(frame, old, new):
    """Renames a column, if there is one; names may be in back-ticks."""
    for name in (old, new):
        if "." in name and not name.startswith("`"):
            raise ValueError(f"{name}: a field of a struct needs withField and dropFields")
    return frame.withColumnRenamed(old.strip("`"), new.strip("`"))


class Source(Protocol):
    def read(self, ctx: SparkSession) -> DataFrame: ...


class Step(abc.ABC):
    name: str = "step"

    @abc.abstractmethod
    def apply(self, frame: DataFrame) -> DataFrame:
        """Does it."""


class Rename(Step):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def apply(self, frame):
        return rename_column(frame, self.old, self.new)


class Fn(Step):
    def __init__(self, fn: Callable[[DataFrame], DataFrame]):
        self.fn = fn

    def apply(self, frame):
        return self.fn(frame)


class Catalog:
    def __init__(self, database, table):
        self.database = database
        self.table = table

    def read(self, ctx):
        spark = SparkSession.builder.getOrCreate()
        return spark.read.table(f"{self.database}.{self.table}")


@dataclass
class Pipeline:
    ctx: SparkSession
    source: Source
    steps: List[Step] = field(default_factory=list)
    results: Dict[str, DataFrame] = field(default_factory=dict)
    last: Optional[DataFrame] = None

    def add(self, step: Step) -> "Pipeline":
        self.steps.append(step)
        return self

    def run(self) -> DataFrame:
        frame = self.source.read(self.ctx)
        for step in self.steps:
            frame = step.apply(frame)
            self.results[step.name] = frame
        self.last = frame
        return frame


class Holder:
    glue = SparkSession.builder.getOrCreate()

    def __init__(self):
        self.spark = self.glue

    def write(self, frame: DataFrame, path: str) -> None:
        frame.write.format("json").mode("append").save(path)


holder = Holder()
pipe = Pipeline(holder.glue, Catalog("db", "t"))
out = pipe.add(Rename("a", "b")).add(Fn(lambda f: f.drop("x"))).run()
out.show()
pipe.results["step"].show()
if pipe.last is not None:
    holder.write(pipe.last, "s3://b/x/")
setattr(holder, "frame", out)
holder.frame.toDF().show()

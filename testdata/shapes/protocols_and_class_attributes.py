import abc
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional, Protocol

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.transforms import ApplyMapping
from pyspark.context import SparkContext


class Source(Protocol):
    def read(self, ctx: GlueContext) -> DynamicFrame: ...


class Step(abc.ABC):
    name: str = "step"

    @abc.abstractmethod
    def apply(self, frame: DynamicFrame) -> DynamicFrame:
        """Does it."""


class Rename(Step):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def apply(self, frame):
        return frame.rename_field(self.old, self.new)


class Fn(Step):
    def __init__(self, fn: Callable[[DynamicFrame], DynamicFrame]):
        self.fn = fn

    def apply(self, frame):
        return self.fn(frame)


class Catalog:
    def __init__(self, database, table):
        self.database = database
        self.table = table

    def read(self, ctx):
        return ctx.create_dynamic_frame.from_catalog(database=self.database, table_name=self.table)


@dataclass
class Pipeline:
    ctx: GlueContext
    source: Source
    steps: List[Step] = field(default_factory=list)
    results: Dict[str, DynamicFrame] = field(default_factory=dict)
    last: Optional[DynamicFrame] = None

    def add(self, step: Step) -> "Pipeline":
        self.steps.append(step)
        return self

    def run(self) -> DynamicFrame:
        frame = self.source.read(self.ctx)
        for step in self.steps:
            frame = step.apply(frame)
            self.results[step.name] = frame
        self.last = frame
        return frame


class Holder:
    glue = GlueContext(SparkContext.getOrCreate())
    job = Job(glue)

    def __init__(self):
        self.spark = self.glue.spark_session

    def write(self, frame: DynamicFrame, path: str) -> None:
        self.glue.write_dynamic_frame.from_options(
            frame=frame, connection_type="s3", connection_options={"path": path}, format="json"
        )


holder = Holder()
pipe = Pipeline(holder.glue, Catalog("db", "t"))
out = pipe.add(Rename("a", "b")).add(Fn(lambda f: f.drop_fields(["x"]))).run()
out.toDF().show()
pipe.results["step"].toDF().show()
if pipe.last is not None:
    holder.write(pipe.last, "s3://b/x/")
holder.job.commit()
setattr(holder, "frame", out)
holder.frame.toDF().show()

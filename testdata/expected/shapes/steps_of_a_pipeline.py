import sys
from pyspark import cloudpickle
from pyspark.sql import SparkSession, functions as F


def rename_column(frame, old, new):
    """Renames a column, if there is one; names may be in back-ticks."""
    for name in (old, new):
        if "." in name and not name.startswith("`"):
            raise ValueError(f"{name}: a field of a struct needs withField and dropFields")
    return frame.withColumnRenamed(old.strip("`"), new.strip("`"))


def row_condition(keep):
    """Makes a condition of a function that takes a record; where it raises the row is dropped."""

    # As it is now: Spark Connect would look at what it uses when the rows are asked for.
    keep = cloudpickle.loads(cloudpickle.dumps(keep))

    class Record(dict):
        __getattr__ = dict.__getitem__

    @F.udf("boolean")
    def condition(row):
        try:
            fields = row.asDict(recursive=True).items()
            return bool(keep(Record((k, Record(v) if isinstance(v, dict) else v) for k, v in fields)))
        except Exception:
            return False

    return condition(F.struct("*"))


spark = SparkSession.builder.getOrCreate()


class Step:
    def apply(self, dyf):
        return dyf


class Rename(Step):
    def __init__(self, pairs):
        self.pairs = pairs

    def apply(self, dyf):
        for old, new in self.pairs:
            dyf = rename_column(dyf, old, new)
        return dyf


class Keep(Step):
    def __init__(self, column, values):
        self.column, self.values = column, values

    def apply(self, dyf):
        return dyf.filter(row_condition(lambda r: r[self.column] in self.values))


class Union(Step):
    def __init__(self, *others):
        self.others = others

    def apply(self, dyf):
        for other in self.others:
            dyf = dyf.unionByName(other, allowMissingColumns=True)
        return dyf


def run(dyf, *steps):
    for step in steps:
        dyf = step.apply(dyf)
    return dyf


a = spark.read.table("db.a")
b = spark.read.table("db.b")
out = run(a, Rename([("x", "y")]), Keep("y", ["1"]), Union(b, a))
out.show()

# A context that a caller may leave out; who calls is not in this run.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


def existing(tables, ctx=None):
    frames = {}
    for table in tables:
        if ctx and table:
            frames[table] = spark.read.table(f"db.{table}")
    return frames


def asserted(table, ctx=None):
    assert ctx, "no context"
    return spark.read.table(f"db.{table}")


def maybe(table, ctx: SparkSession = None):
    return spark.read.table(f"db.{table}") if (ctx) else None


def strict(table, ctx):
    if ctx is None:
        raise ValueError("no context")
    return spark.read.table(f"db.{table}")


# The parameter keeps its name: as `spark` it would hide the session of the module.
def chosen(table, context=None):
    context_to_use = context if context else spark
    return context_to_use.read.table(f"db.{table}")


print(chosen("a").count(), chosen("b", spark).count())

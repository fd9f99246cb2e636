from pyspark.context import SparkContext
from pyspark.sql import SparkSession


class Reader:
    def __init__(self, glue_context=None, spark=None, name="x"):
        self.glue_context = glue_context or SparkSession.builder.getOrCreate()
        self.spark = spark or self.glue_context

    def read(self, t, ctx=None):
        ctx = ctx if ctx else self.glue_context
        return ctx.read.table(f"db.{t}")

    def read2(self, t, *, spark=None):
        gc = spark or self.glue_context
        return gc.read.table(f"db.{t}")


def outer(t, spark=None):
    spark_session = SparkSession.builder.getOrCreate()
    a = spark_session.read.table(f"db.{t}")
    if spark:
        a = spark.read.table("db.z")
    return a


def lazy(glueContext=None):
    if not glueContext:
        glueContext = SparkSession.builder.getOrCreate()
    spark = glueContext
    return spark.sql("select 1"), spark


spark = SparkSession.builder.getOrCreate()
Reader(spark).read("a", spark)
Reader(spark).read2("a", spark=spark)
Reader().read("a")
outer("q")
outer("q", spark)
s, g2 = lazy()
s, g2 = lazy(spark)
g2.read.table("db.z").show()


def active():
    try:
        sc = SparkContext._active_spark_context
        if sc is None:
            return None
        return SparkSession.builder.getOrCreate()
    except ImportError:
        return None


def with_active(name, glue_context=None):
    if glue_context is None:
        glue_context = active()
    if glue_context is not None:
        return glue_context.read.table(f"db.{name}")
    return None


with_active("x")

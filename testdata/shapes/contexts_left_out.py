from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext
from pyspark.sql import SparkSession


class Reader:
    def __init__(self, glue_context=None, spark=None, name="x"):
        self.glue_context = glue_context or GlueContext(SparkContext.getOrCreate())
        self.spark = spark or self.glue_context.spark_session
        self.job = Job(self.glue_context)

    def read(self, t, ctx=None):
        ctx = ctx if ctx else self.glue_context
        return ctx.create_dynamic_frame.from_catalog(database="db", table_name=t)

    def read2(self, t, *, ctx=None):
        gc = ctx or self.glue_context
        return gc.create_dynamic_frame.from_catalog(database="db", table_name=t)


def outer(t, glueContext=None):
    other = GlueContext(SparkContext.getOrCreate())
    a = other.create_dynamic_frame.from_catalog(database="db", table_name=t)
    if glueContext:
        a = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="z")
    return a


def lazy(glueContext=None):
    if not glueContext:
        sc = SparkContext.getOrCreate()
        glueContext = GlueContext(sc)
    spark = glueContext.spark_session
    return spark.sql("select 1"), glueContext


gc = GlueContext(SparkContext.getOrCreate())
Reader(gc).read("a", gc)
Reader(gc).read2("a", ctx=gc)
Reader().read("a")
outer("q")
outer("q", gc)
s, g2 = lazy()
s, g2 = lazy(gc)
g2.create_dynamic_frame.from_catalog(database="db", table_name="z").show()


def active():
    try:
        sc = SparkContext._active_spark_context
        if sc is None:
            return None
        return GlueContext(sc)
    except ImportError:
        return None


def with_active(name, glue_context=None):
    if glue_context is None:
        glue_context = active()
    if glue_context is not None:
        return glue_context.create_dynamic_frame.from_catalog(database="db", table_name=name)
    return None


with_active("x")

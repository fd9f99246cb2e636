# A context that a caller may leave out; who calls is not in this run.
from awsglue.context import GlueContext
from pyspark.context import SparkContext

sc = SparkContext.getOrCreate()
glueContext = GlueContext(sc)


def existing(tables, ctx=None):
    frames = {}
    for table in tables:
        if ctx and table:
            frames[table] = ctx.create_dynamic_frame.from_catalog(database="db", table_name=table)
    return frames


def asserted(table, ctx=None):
    assert ctx, "no context"
    return ctx.create_dynamic_frame.from_catalog(database="db", table_name=table)


def maybe(table, ctx: GlueContext = None):
    return ctx.create_dynamic_frame.from_catalog(database="db", table_name=table) if (ctx) else None


def strict(table, ctx):
    if ctx is None:
        raise ValueError("no context")
    return ctx.create_dynamic_frame.from_catalog(database="db", table_name=table)


# The parameter keeps its name: as `spark` it would hide the session of the module.
def chosen(table, context=None):
    context_to_use = context if context else glueContext
    return context_to_use.create_dynamic_frame.from_catalog(database="db", table_name=table)


print(chosen("a").count(), chosen("b", glueContext).count())

from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame


def first(glueContext, frame):
    return DynamicFrame.fromDF(frame.toDF().limit(1), glueContext, "first")


def last(
    frame,
    name="last",
    ctx=None,
):
    return DynamicFrame.fromDF(frame.toDF(), ctx, name)


def alone(glueContext):
    return 1


def passes_on(frame, glueContext):
    return first(glueContext, first(frame=frame, glueContext=glueContext))


def again(glueContext, n):
    return again(glueContext, n - 1) if n else alone(glueContext)


def by_keyword(*, glueContext, frame):
    return first(glueContext, frame)


def commented(
    glueContext,  # the context
    frame,
):
    return first(glueContext, frame)


def reads(glueContext, table):
    return glueContext.create_dynamic_frame.from_catalog("depot", table)


def as_value(glueContext, frame):
    return frame


class Steps:
    def step(self, glueContext, frame):
        return first(glueContext, frame)


glueContext = GlueContext(SparkContext.getOrCreate())
locks = reads(glueContext, "locks")
locks = first(glueContext, locks)
locks = last(
    locks,
    ctx=glueContext,
)
locks = last(locks, "b", glueContext)
locks = passes_on(locks, glueContext=glueContext)
locks = by_keyword(glueContext=glueContext, frame=locks)
locks = commented(glueContext, locks)
locks = Steps().step(glueContext, locks)
print(alone(glueContext), again(glueContext, 3), map(as_value, [glueContext], [locks]))
print(as_value(glueContext, locks), alone( glueContext, ))

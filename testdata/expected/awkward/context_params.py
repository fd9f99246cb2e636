from pyspark.sql import SparkSession


def first(frame):
    return frame.limit(1)


def last(
    frame,
    name="last",
):
    return frame


def alone():
    return 1


def passes_on(frame):
    return first(first(frame=frame))


def again(spark, n):
    return again(spark, n - 1) if n else alone()


def by_keyword(*, frame):
    return first(frame)


def commented(
    spark,  # the context
    frame,
):
    return first(frame)


def reads(spark, table):
    return spark.read.table(f"depot.{table}")


def as_value(glueContext, frame):
    return frame


class Steps:
    def step(self, spark, frame):
        return first(frame)


spark = SparkSession.builder.getOrCreate()
locks = reads(spark, "locks")
locks = first(locks)
locks = last(
    locks,
)
locks = last(locks, "b")
locks = passes_on(locks)
locks = by_keyword(frame=locks)
locks = commented(spark, locks)
locks = Steps().step(spark, locks)
print(alone(), again(spark, 3), map(as_value, [spark], [locks]))
print(as_value(spark, locks), alone())

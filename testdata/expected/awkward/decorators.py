import functools
from pyspark.sql import SparkSession


def with_job(function):
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        finally:
            pass

    return wrapped


spark = SparkSession.builder.getOrCreate()


@with_job
def main():
    spark.read.table("depot.locks").show()


@(lambda f: f)
@functools.lru_cache(maxsize=None)
def session(): return spark


class Reader:
    @property
    def frame(self):
        return spark.read.table("depot.locks")

    @staticmethod
    def table(): return Reader().frame


main()

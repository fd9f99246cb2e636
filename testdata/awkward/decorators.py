import functools
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext


def with_job(function):
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        job = Job(glueContext)
        job.init(options["JOB_NAME"], options)
        try:
            return function(*args, **kwargs)
        finally:
            job.commit()

    return wrapped


options = getResolvedOptions(sys.argv, ["JOB_NAME"])
glueContext = GlueContext(SparkContext.getOrCreate())


@with_job
def main():
    glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks").toDF().show()


@(lambda f: f)
@functools.lru_cache(maxsize=None)
def session(): return glueContext.spark_session


class Reader:
    @property
    def frame(self):
        return glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks")

    @staticmethod
    def table(): return Reader().frame.toDF()


main()

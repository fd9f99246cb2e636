from typing import Tuple

from awsglue.context import GlueContext  # type: ignore
from awsglue.job import Job  # keeps bookmarks
from pyspark.context import SparkContext
from pyspark.sql import SparkSession


def start() -> Tuple[GlueContext, SparkSession]:
    context = GlueContext(SparkContext.getOrCreate())
    session = context.spark_session
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return context, session


def rides():
    return GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_catalog("depot", "rides")


def docks():
    return GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_catalog("depot", "docks")


def early():
    return docks().count()


print(early())
glueContext, spark = start()
job = Job(glueContext)
rides().toDF().show()
job.commit()

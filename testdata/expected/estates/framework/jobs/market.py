"""Prices come through a connector that stays as it is; the rest of the estate is free of it."""

from core.context import make_context, spark
from core.job import BaseJob
from awsglue.context import GlueContext
from pyspark.context import SparkContext


class Market(BaseJob):
    def extract(self):
        return GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_options(
            "marketplace.spark", {"connectionName": "prices"}
        ).toDF()


context = make_context()
Market(context, {"JOB_NAME": "market", "target": "s3://orchard/prices/"}).run()
print(spark.version)

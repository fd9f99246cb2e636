"""Prices come through a connector that stays as it is; the rest of the estate is free of it."""

from core.context import make_context, spark
from core.job import BaseJob
from databricks.sdk.runtime import dbutils


class Market(BaseJob):
    def extract(self):
        return (
            self.glue_context.read.format(dbutils.secrets.get("prices", "class"))
            .option("user", dbutils.secrets.get("prices", "user"))
            .option("password", dbutils.secrets.get("prices", "password"))
            .load()
        )


context = make_context()
Market(context, {"JOB_NAME": "market", "target": "s3://lake/orchard/prices/"}).run()
print(spark.version)

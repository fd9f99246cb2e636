"""Prices come through a connector that stays as it is; the rest of the estate is free of it."""

from core.context import make_context, spark
from core.job import BaseJob


class Market(BaseJob):
    def extract(self):
        return self.glue_context.create_dynamic_frame.from_options(
            "marketplace.spark", {"connectionName": "prices"}
        )


context = make_context()
Market(context, {"JOB_NAME": "market", "target": "s3://lake/orchard/prices/"}).run()
print(spark.version)

"""What all jobs of the orchard share."""

import logging
from pyspark.sql import DataFrame


class BaseJob:
    def __init__(self, spark, args):
        self.glue_context = spark
        self.args = args
        self.frames = {}

    @property
    def logger(self):
        return logging.getLogger(__name__)

    def read(self, table) -> DataFrame:
        self.frames[table] = self.glue_context.read.table(
            self.args["database"] + "." + table
        )
        return self.frames[table]

    def extract(self):
        raise NotImplementedError

    def transform(self, frame):
        return frame

    def load(self, frame):
        frame.write.format("delta").mode("append").save(self.args["target"])

    def run(self):
        frame = self.extract()
        frame = self.transform(frame)
        self.load(frame)

import logging
from pyspark.sql import SparkSession


class GlueJob:
    """Base of all jobs."""

    glue_context: SparkSession = None

    def __init__(self, name: str, spark: SparkSession = None):
        self.name = name
        self.glue_context = spark or SparkSession.builder.getOrCreate()
        self.spark = self.glue_context
        self.logger = logging.getLogger(__name__)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return False

    def read(self, table):
        return self.glue_context.read.table(f"db.{table}")

import sys

from awsglue.context import GlueContext
import logging
from pyspark.sql import SparkSession
from pyspark.context import SparkContext


class MyContext(GlueContext):
    """A subclass of Glue's context."""


class Base:
    def __init__(self):
        self.sc = SparkContext.getOrCreate()
        self.glue_context = SparkSession.builder.getOrCreate()
        self.spark = self.glue_context
        self.logger = logging.getLogger(__name__)

    def read(self, table):
        self.frame = self.glue_context.read.table(f"depot.{table}")
        return self.frame


class Locks(Base):
    def run(self):
        super().__init__()
        self.logger.info("run")
        self.read("locks").show()
        self.frame.drop("pin").show()


Locks().run()

from dataclasses import dataclass

from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

# What is in a container is a session by now, and a call that stays needs a context.
GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_ctalog(database="rides", table_name="trips")
GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_ctalog(database="rides", table_name="trips")
GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_ctalog(database="rides", table_name="bikes")
SparkSession.builder.getOrCreate().sql("select 1").show()


@dataclass
class Loader:
    glue_context: SparkSession
    name: str = "docks"

    def load(self):
        return GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_ctalog(database="rides", table_name=self.name)

    def count(self):
        return self.glue_context.table(self.name).count()


Loader(spark).load()

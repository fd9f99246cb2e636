from dataclasses import dataclass

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

# What is in a container is a session by now, and a call that stays needs a context.
shared = {"number": 1}
shared["glue"] = glueContext
shared["glue"].create_dynamic_frame.from_ctalog(database="rides", table_name="trips")
shared.get("glue").create_dynamic_frame.from_ctalog(database="rides", table_name="trips")
pair = [glueContext, glueContext]
pair[0].create_dynamic_frame.from_ctalog(database="rides", table_name="bikes")
pair[1].spark_session.sql("select 1").show()


@dataclass
class Loader:
    glue_context: GlueContext
    name: str = "docks"

    def load(self):
        return self.glue_context.create_dynamic_frame.from_ctalog(database="rides", table_name=self.name)

    def count(self):
        return self.glue_context.spark_session.table(self.name).count()


Loader(glueContext).load()

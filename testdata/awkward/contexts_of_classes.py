from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

class Base:
    other = GlueContext(SparkContext.getOrCreate())
class A(Base):
    context = glueContext
    gc = GlueContext(SparkContext.getOrCreate())
    fine = glueContext

    def write(self, d):
        self.context.create_dynamic_frame.from_ctalog("a")
        self.gc.create_dynamic_frame.from_ctalog("a")
        self.gc.spark_session.sql("a")
        self.other.create_dynamic_frame.from_ctalog("a")
        self.fine.spark_session.sql("a")

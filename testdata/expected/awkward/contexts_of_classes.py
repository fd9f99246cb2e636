from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

class Base:
    other = GlueContext(SparkContext.getOrCreate())
class A(Base):
    context = glueContext
    gc = GlueContext(SparkContext.getOrCreate())
    fine = spark

    def write(self, d):
        self.context.create_dynamic_frame.from_ctalog("a")
        self.gc.create_dynamic_frame.from_ctalog("a")
        SparkSession.builder.getOrCreate().sql("a")
        self.other.create_dynamic_frame.from_ctalog("a")
        self.fine.sql("a")

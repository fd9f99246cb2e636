from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql import SparkSession
glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

class A(object):
    context = glueContext

    @property
    def spark(self):
        return spark

    def write(self, source):
        return spark.read.parquet("s3://b/in"), self.context.create_dynamic_frame.from_ctalog("a")


def main():
    spark = SparkSession.builder.getOrCreate()
    spark.sql("select 1").show()


main()

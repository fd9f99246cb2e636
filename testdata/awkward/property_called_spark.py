from awsglue.context import GlueContext
from pyspark.context import SparkContext
glueContext = GlueContext(SparkContext())
spark = glueContext.spark_session

class A(object):
    context = glueContext

    @property
    def spark(self):
        return self.context.spark_session

    def write(self, source):
        return spark.read.parquet("s3://b/in"), self.context.create_dynamic_frame.from_ctalog("a")


def main():
    spark = glueContext.spark_session
    spark.sql("select 1").show()


main()

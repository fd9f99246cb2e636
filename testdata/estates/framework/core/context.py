from awsglue.context import GlueContext
from pyspark.context import SparkContext

sc = SparkContext.getOrCreate()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
BUCKET = "s3://lake/orchard/"


def make_context():
    return GlueContext(SparkContext.getOrCreate())

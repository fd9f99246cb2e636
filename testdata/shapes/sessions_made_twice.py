"""A notebook that was put together from two others: contexts and sessions are made again and again."""
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job

glueContext = GlueContext(SparkContext.getOrCreate())

sc = SparkContext.getOrCreate()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)

spark = glueContext.spark_session

trips = spark.read.json("s3://rides/trips/")
trips.show()


def stations():
    context = GlueContext(SparkContext.getOrCreate())
    session = context.spark_session
    session = context.spark_session
    return session.read.json("s3://rides/stations/")

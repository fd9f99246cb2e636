from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

spark = glueContext.spark_session
settings = dict(windowSize="10 seconds", checkpointLocation="s3://lake/checkpoint/")
stream = spark.readStream.schema("id bigint").json("s3://lake/in/")


def process(frame, batch_id):
    print(f"batch {batch_id}: {frame.count()}")


glueContext.forEachBatch(frame=stream, batch_function=process, options=settings)

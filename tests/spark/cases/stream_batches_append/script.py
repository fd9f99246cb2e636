from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from pyspark.sql.functions import lit

spark = glueContext.spark_session
stream = spark.readStream.schema("id bigint, s string").json("s3://lake/in/")


def process(data_frame, batch_id):
    if data_frame.count() > 0:
        frame = DynamicFrame.fromDF(data_frame.withColumn("batch", lit(batch_id).cast("bigint")), glueContext, "from")
        glueContext.write_dynamic_frame.from_options(
            frame=frame,
            connection_type="s3",
            connection_options={"path": "s3://lake/out/", "partitionKeys": []},
            format="glueparquet",
        )


glueContext.forEachBatch(
    frame=stream,
    batch_function=process,
    options={"windowSize": "100 seconds", "checkpointLocation": "s3://lake/checkpoint/", "batchMaxRetries": 3},
)

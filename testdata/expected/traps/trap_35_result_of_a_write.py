# A write gives the rows that failed, not those that were written.
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
visits.write.format("json").mode("append").save("s3://clinic-out/a/")
failed = glueContext.write_dynamic_frame.from_options(
    frame=DynamicFrame.fromDF(visits, glueContext, "visits"), connection_type="s3", connection_options={"path": "s3://clinic-out/b/"}, format="json"
).toDF()
print(failed.count())

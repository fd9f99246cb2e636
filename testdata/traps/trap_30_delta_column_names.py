# Delta takes no blanks or brackets in the names of columns.
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
per_ward = visits.toDF().groupBy("ward").agg({"amount": "sum"})
glueContext.write_dynamic_frame.from_options(
    frame=ApplyMapping.apply(
        frame=visits, mappings=[("id", "string", "visit id", "string"), ("ward", "string", "ward", "string")]
    ),
    connection_type="s3",
    connection_options={"path": "s3://clinic-out/names/"},
    format="parquet",
)
glueContext.write_dynamic_frame.from_options(
    DynamicFrame.fromDF(per_ward, glueContext, "per_ward"), "s3", {"path": "s3://clinic-out/sums/"}, "parquet"
)

from awsglue.transforms import Map
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession


def outer(frame, glueContext):
    spark = SparkSession.builder.getOrCreate()
    unknown(frame, spark)

    def inner(other):
        glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(other, glueContext, "other"), "marketplace.spark", {})

    return Map.apply(frame=DynamicFrame.fromDF(frame, glueContext, "frame"), f=row_function, **more).toDF()

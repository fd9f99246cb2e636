from awsglue.transforms import *
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue import DynamicFrame


def sparkUnion(glueContext, unionType, mapping, transformation_ctx) -> DynamicFrame:
    for alias, frame in mapping.items():
        frame.toDF().createOrReplaceTempView(alias)
    result = spark.sql("(select * from source1) UNION " + unionType + " (select * from source2)")
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
one = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="one")
two = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="two")

# Script generated for node Union
everything = sparkUnion(glueContext, unionType="ALL", mapping={"source1": one, "source2": two}, transformation_ctx="everything")

# Script generated for node Union
distinct = sparkUnion(glueContext, unionType="DISTINCT", mapping={"source1": one, "source2": two}, transformation_ctx="distinct")

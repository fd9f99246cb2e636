# The union of frames goes by name, that of Glue Studio by position.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

from awsglue import DynamicFrame


def sparkUnion(glueContext, unionType, mapping, transformation_ctx) -> DynamicFrame:
    for alias, frame in mapping.items():
        frame.toDF().createOrReplaceTempView(alias)
    result = spark.sql(
        "(select * from source1) UNION " + unionType + " (select * from source2)"
    )
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


march = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="march")
april = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="april")
by_name = march.union(april)
by_place = sparkUnion(
    glueContext, unionType="ALL", mapping={"source1": march, "source2": april}, transformation_ctx="by_place"
)
distinct = sparkUnion(
    glueContext, unionType="DISTINCT", mapping={"source1": march, "source2": april}, transformation_ctx="distinct"
)
by_name.toDF().show()
by_place.toDF().show()
distinct.toDF().show()

# A view that is registered again changes the frames made from it before.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

from awsglue import DynamicFrame


def sparkSqlQuery(glueContext, query, mapping, transformation_ctx) -> DynamicFrame:
    for alias, frame in mapping.items():
        frame.toDF().createOrReplaceTempView(alias)
    result = spark.sql(query)
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


visits = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="visits")
doctors = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="doctors")
SqlQuery0 = "select ward from myDataSource where age > 17"
SQLQuery_node1 = sparkSqlQuery(
    glueContext, query=SqlQuery0, mapping={"myDataSource": visits}, transformation_ctx="SQLQuery_node1"
)
SqlQuery1 = "select name from myDataSource"
SQLQuery_node2 = sparkSqlQuery(
    glueContext, query=SqlQuery1, mapping={"myDataSource": doctors}, transformation_ctx="SQLQuery_node2"
)
SQLQuery_node1.toDF().show()
SQLQuery_node2.toDF().show()

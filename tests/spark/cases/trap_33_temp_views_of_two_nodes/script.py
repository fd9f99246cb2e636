from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue import DynamicFrame


def sparkSqlQuery(glueContext, query, mapping, transformation_ctx) -> DynamicFrame:
    for alias, frame in mapping.items():
        frame.toDF().createOrReplaceTempView(alias)
    result = spark.sql(query)
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session

# Script generated for node One
one = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="one", transformation_ctx="one")

# Script generated for node Two
two = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="two", transformation_ctx="two")

# Script generated for node SQL Query
SqlQuery0 = """
select * from myDataSource where s is null
"""
first = sparkSqlQuery(glueContext, query=SqlQuery0, mapping={"myDataSource": one}, transformation_ctx="first")

# Script generated for node SQL Query
SqlQuery1 = """
select count(*) as n from myDataSource
"""
second = sparkSqlQuery(glueContext, query=SqlQuery1, mapping={"myDataSource": two}, transformation_ctx="second")

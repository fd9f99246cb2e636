from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue import DynamicFrame


def sparkSqlQuery(glueContext, query, mapping, transformation_ctx) -> DynamicFrame:
    for alias, frame in mapping.items():
        frame.toDF().createOrReplaceTempView(alias)
    result = spark.sql(query)
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
cities = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="cities")

# Script generated for node SQL Query
SqlQuery0 = """
select o.id, c.land
from orders o left join cities c on o.city = c.city
"""
x = sparkSqlQuery(
    glueContext, query=SqlQuery0, mapping={"orders": orders, "cities": cities}, transformation_ctx="x"
)

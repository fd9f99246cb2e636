# A view that is registered again changes the frames made from it before.
from pyspark.sql import DataFrame, SparkSession

spark = SparkSession.builder.getOrCreate()


def sparkSqlQuery(spark, query, mapping, transformation_ctx) -> DataFrame:
    for alias, frame in mapping.items():
        frame.createOrReplaceTempView(alias)
    result = spark.sql(query)
    return result


visits = spark.read.table("clinic.visits")
doctors = spark.read.table("clinic.doctors")
SqlQuery0 = "select ward from myDataSource where age > 17"
SQLQuery_node1 = sparkSqlQuery(
    spark, query=SqlQuery0, mapping={"myDataSource": visits}, transformation_ctx="SQLQuery_node1"
)
SqlQuery1 = "select name from myDataSource"
SQLQuery_node2 = sparkSqlQuery(
    spark, query=SqlQuery1, mapping={"myDataSource": doctors}, transformation_ctx="SQLQuery_node2"
)
SQLQuery_node1.show()
SQLQuery_node2.show()

from awsglue.context import GlueContext
from pyspark import SparkConf
from pyspark.context import SparkContext

settings = SparkConf().set("spark.sql.shuffle.partitions", "4")
context = SparkContext(conf=settings)
name = context.appName
glueContext = GlueContext(context)


def exists(context, database, table):
    tables = context.tables(database)
    return tables.filter(tables.tableName == table).count() == 1


first = glueContext._instantiatedContext
one = first.sql("select 1 as one").collect()[0]["one"]
database = "".join(["sa", "les"])
there = exists(glueContext, database, "orders")
missing = exists(glueContext, database, "nothing")

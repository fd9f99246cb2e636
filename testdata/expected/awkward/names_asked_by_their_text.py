# Parameters that something asks for by their text keep their names.
from pyspark.sql import SparkSession


class Reader:
    def __init__(self, glueContext, table):
        self.__dict__.update(locals())

    def read(self):
        return self.glueContext.read.table(f"sales.{self.table}")


def collected(glueContext, **options):
    print(sorted(options))
    return glueContext.read.table("sales.orders")


def evaluated(glueContext, table):
    return eval("glueContext.spark_session.table(table)")


class Optional(Reader):
    def again(self, glueContext=None):
        glueContext = glueContext or self.glueContext
        return glueContext.read.table("sales.x")


class Required(Optional):
    def again(self, glueContext):
        return glueContext.read.table("sales.y")


spark = SparkSession.builder.getOrCreate()
Reader(spark, "items").read().show()
collected(spark, spark=1).show()
evaluated(spark, "a").show()
for reader in (Optional(spark, "a"), Required(spark, "b")):
    reader.again(glueContext=spark).show()

# Parameters that something asks for by their text keep their names.
from awsglue.context import GlueContext
from pyspark.context import SparkContext


class Reader:
    def __init__(self, glueContext, table):
        self.__dict__.update(locals())

    def read(self):
        return self.glueContext.create_dynamic_frame.from_catalog(
            database="sales", table_name=self.table
        )


def collected(glueContext, **options):
    print(sorted(options))
    return glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")


def evaluated(glueContext, table):
    return eval("glueContext.spark_session.table(table)")


class Optional(Reader):
    def again(self, glueContext=None):
        glueContext = glueContext or self.glueContext
        return glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="x")


class Required(Optional):
    def again(self, glueContext):
        return glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="y")


glue = GlueContext(SparkContext.getOrCreate())
Reader(glue, "items").read().show()
collected(glue, spark=1).show()
evaluated(glue, "a").show()
for reader in (Optional(glue, "a"), Required(glue, "b")):
    reader.again(glueContext=glue).show()

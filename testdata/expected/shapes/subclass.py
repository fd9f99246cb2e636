from awsglue.context import GlueContext
from pyspark.sql import SparkSession
from pyspark.context import SparkContext


class MyContext(GlueContext):
    def __init__(self, sc, db):
        super().__init__(sc)
        self.db = db

    def table(self, name):
        spark = SparkSession.builder.getOrCreate()
        return spark.read.table(f'{self.db}.{name}')


c = MyContext(SparkContext.getOrCreate(), 'db')
t = c.table('x')
print(t.count())
t.show()

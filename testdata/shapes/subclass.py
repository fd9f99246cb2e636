from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext


class MyContext(GlueContext):
    def __init__(self, sc, db):
        super().__init__(sc)
        self.db = db

    def table(self, name):
        return self.create_dynamic_frame.from_catalog(database=self.db, table_name=name)


c = MyContext(SparkContext.getOrCreate(), 'db')
t = c.table('x')
print(t.count())
t.toDF().show()

from awsglue import DynamicFrame
from awsglue.context import GlueContext
from pyspark.context import SparkContext


def add_ratio(self, a, b):
    df = self.toDF()
    df = df.withColumn('ratio', df[a] / df[b])
    return DynamicFrame.fromDF(df, self.glue_ctx, 'add_ratio')


DynamicFrame.add_ratio = add_ratio

g = GlueContext(SparkContext.getOrCreate())
d = g.create_dynamic_frame.from_catalog(database='db', table_name='t')
d2 = d.add_ratio('x', 'y')
d2.drop_fields(['x']).toDF().show()

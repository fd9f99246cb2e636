from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

sc = SparkContext.getOrCreate()
g1 = GlueContext(sc)
g2 = GlueContext(sc)
spark = g1.spark_session
a = g1.create_dynamic_frame.from_catalog('db', 'a')
b = g2.create_dynamic_frame.from_catalog('db', 'b')
x = a
x = x.toDF()
x = DynamicFrame.fromDF(x, g2, 'x')
frames = {}
for n in ['a', 'b']:
    frames[n] = g1.create_dynamic_frame.from_catalog('db', n)
joined = frames['a'].join(['id'], ['id'], frames['b'])
out = g1.write_dynamic_frame.from_options(frame=joined, connection_type='s3', connection_options={'path': 's3://b/'}, format='parquet')
print(out.count())
y = DynamicFrame.fromDF(frames['a'].toDF().limit(3), x.glue_ctx, 'y')
y.toDF().show()
for k, f in frames.items():
    print(k, f.toDF().count())
counts = {k: f.count() for k, f in frames.items()}
dfs = [f.toDF() for f in frames.values()]

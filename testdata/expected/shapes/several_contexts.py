from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext
from pyspark.sql import SparkSession


def join_frames(left, right, left_keys, right_keys):
    """Inner join; a column that both frames have is called ".name" on the left side."""
    both = set(left.columns) & set(right.columns)
    names, taken = {}, {*left.columns, *right.columns}
    for name in left.columns:
        names[name] = name
        while name in both and names[name] in taken:
            names[name] = "." + names[name]
        taken.add(names[name])
    left = left.toDF(*names.values())
    pairs = zip([names.get(key, key) for key in left_keys], right_keys)
    condition = [left[f"`{ours}`"] == right[f"`{theirs}`"] for ours, theirs in pairs]
    return left.join(right, condition, "inner")


sc = SparkContext.getOrCreate()
g1 = GlueContext(sc)
spark = SparkSession.builder.getOrCreate()
a = spark.read.table('db.a')
b = spark.read.table('db.b')
frames = {}
for n in ['a', 'b']:
    frames[n] = spark.read.table(f'db.{n}')
joined = join_frames(frames['a'], frames['b'], ['id'], ['id'])
out = g1.write_dynamic_frame.from_options(frame=DynamicFrame.fromDF(joined, g1, 'joined'), connection_type='s3', connection_options={'path': 's3://b/'}, format='parquet').toDF()
print(out.count())
y = frames['a'].limit(3)
y.show()
for k, f in frames.items():
    print(k, f.count())
counts = {k: f.count() for k, f in frames.items()}
dfs = [f for f in frames.values()]

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext
from pyspark.sql.types import IntegerType, StringType, StructField, StructType

sc = SparkContext()
sc.setLogLevel("WARN")
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
df = d.toDF().orderBy("id")
schema = StructType([StructField("id", IntegerType()), StructField("s", StringType())])


def half(rows):
    return [row["id"] / 2 for row in rows]


nothing = spark.createDataFrame(sc.emptyRDD(), schema)
few = spark.createDataFrame(data=sc.parallelize(c=((1, "a"), (2, None)), numSlices=2), schema=schema)
named = spark.sparkContext.parallelize([("x", 1), ("y", 2)]).toDF(["name", "n"])
plain = [row["s"] for row in df.rdd.collect()]
ids = df.select("id").rdd.flatMap(lambda x: x).collect()
pairs = df.rdd.map(lambda row: (row["id"], row["s"])).collect()
sizes = df.rdd.map(len).collect()
count = df.rdd.count()
empty = df.filter("id > 5").rdd.isEmpty()
first = [row["id"] for row in df.rdd.take(2)]
halves = half(df.rdd.toLocalIterator())
df.rdd.foreach(lambda row: row["id"])
df.rdd.foreachPartition(lambda rows: list(rows))
same = sc.version == spark.version

job.commit()
if count < 0:
    raise ValueError("count")
else:
    spark.stop()
    sys.exit(0)

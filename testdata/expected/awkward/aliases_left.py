import sys
from pyspark.sql import SparkSession
from pyspark.context import SparkContext
from awsglue.context import GlueContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

# what stays Glue gives its frame on
kept = glueContext.create_dynamic_frame.from_options("marketplace.spark", {"path": "x"}).toDF()
kept.drop("a").show()
other_df = glueContext.create_dynamic_frame.from_options("marketplace.spark", {"path": "y"}).toDF()
print(other_df.count(), other_df.columns, other_df.rdd)

# the first name is used again: the line stays
raw = spark.read.table("depot.locks")
df = raw
df.show()
print(df.columns)
print(df.count())
raw.printSchema()

# the first name changes later: the line stays
a = spark.read.table("depot.keys")
b = a
a = a.drop("k")
print(b.count(), a.count())

# a name that is bound twice stays
c = a
if len(sys.argv) > 1:
    c = c.limit(1)
c.show()

# a comment of its own keeps the line
d = c  # back to Glue

# note: so does one that is about more than the line
e = c

# here it speaks of the next line, too
c.write.format("json").mode("append").save("s3://depot/f")
d.write.format("json").mode("append").save("s3://depot/d")
e.write.format("json").mode("append").save("s3://depot/e")


def later():
    return g


# read by a function
g = c.toDF() if False else a
h = a


def rows():
    return h.count()


for table in ["x", "y"]:
    dyf = spark.read.table(f"depot.{table}")
    frame = dyf
    frame.createOrReplaceTempView(table)
    frame.write.format("json").mode("append").save("s3://depot/" + table)
    dyf = None

# the next line starts from the frame
step = spark.read.table("depot.steps")
step_df = step.where("n > 1").join(step.groupBy("k").count(), "k")
step_df = step_df.where(step.count() > 0)
late = step
late = late.transform(lambda frame: frame.union(late))
try:
    tried = step
    tried = tried.limit(1)
except ValueError:
    print(tried)

import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame

glueContext = GlueContext(SparkContext())
spark = glueContext.spark_session

# what stays Glue gives its frame on
kept = glueContext.create_dynamic_frame.from_options("marketplace.spark", {"path": "x"})
same = ResolveChoice.apply(frame=kept, choice="make_cols")
DropFields.apply(frame=same, paths=["a"]).toDF().show()
other = glueContext.create_dynamic_frame.from_options("marketplace.spark", {"path": "y"})
other_df = other.toDF()
print(other_df.count(), other_df.columns, other_df.rdd)

# the first name is used again: the line stays
raw = glueContext.create_dynamic_frame.from_catalog("depot", "locks")
df = raw.toDF()
df.show()
print(df.columns)
print(df.count())
raw.printSchema()

# the first name changes later: the line stays
a = glueContext.create_dynamic_frame.from_catalog("depot", "keys")
b = a.toDF()
a = DropFields.apply(frame=a, paths=["k"])
print(b.count(), a.count())

# a name that is bound twice stays
c = a.toDF()
if len(sys.argv) > 1:
    c = c.limit(1)
c.show()

# a comment of its own keeps the line
d = DynamicFrame.fromDF(c, glueContext, "d")  # back to Glue

# note: so does one that is about more than the line
e = DynamicFrame.fromDF(c, glueContext, "e")

# here it speaks of the next line, too
f = DynamicFrame.fromDF(c, glueContext, "f")
glueContext.write_dynamic_frame.from_options(frame=f, connection_type="s3", connection_options={"path": "s3://depot/f"}, format="json")
glueContext.write_dynamic_frame.from_options(frame=d, connection_type="s3", connection_options={"path": "s3://depot/d"}, format="json")
glueContext.write_dynamic_frame.from_options(frame=e, connection_type="s3", connection_options={"path": "s3://depot/e"}, format="json")


def later():
    return g


# read by a function
g = c.toDF() if False else a.toDF()
h = a.toDF()


def rows():
    return h.count()


for table in ["x", "y"]:
    dyf = glueContext.create_dynamic_frame.from_catalog("depot", table)
    frame = dyf.toDF()
    frame.createOrReplaceTempView(table)
    again = DynamicFrame.fromDF(frame, glueContext, table)
    glueContext.write_dynamic_frame.from_options(frame=again, connection_type="s3", connection_options={"path": "s3://depot/" + table}, format="json")
    dyf = None

# the next line starts from the frame
step = glueContext.create_dynamic_frame.from_catalog("depot", "steps")
step_df = step.toDF()
step_df = step_df.where("n > 1").join(step_df.groupBy("k").count(), "k")
step_df = step_df.where(step.count() > 0)
late = step.toDF()
late = late.transform(lambda frame: frame.union(late))
try:
    tried = step.toDF()
    tried = tried.limit(1)
except ValueError:
    print(tried)

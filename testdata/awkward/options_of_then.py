import datetime

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
docks = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="docks")

# The path is another one by now.
path = "s3://depot/one/"
one = {"path": path}
path = "s3://depot/two/"
two = {"path": path}
glueContext.write_dynamic_frame.from_options(docks, "s3", one, "json")
glueContext.write_dynamic_frame.from_options(docks, "s3", two, "json")

# Made before the loop that binds the name again.
day = 1
daily = {"path": f"s3://depot/{day}/"}
for day in range(3):
    glueContext.write_dynamic_frame.from_options(docks, "s3", daily, "json")
for day in range(3):
    own = {"path": f"s3://depot/{day}/"}
    glueContext.write_dynamic_frame.from_options(docks, "s3", own, "json")

# One time for two writes.
now = {"path": f"s3://depot/{datetime.datetime.now():%H%M}/"}
glueContext.write_dynamic_frame.from_options(docks, "s3", now, "json")
glueContext.write_dynamic_frame.from_options(docks, "s3", now, "csv")
once = {"path": f"s3://depot/{datetime.datetime.now():%H%M}/once/"}
glueContext.write_dynamic_frame.from_options(docks, "s3", once, "json")


# The name is another one inside.
def write(path):
    glueContext.write_dynamic_frame.from_options(docks, "s3", two, "json")


# Columns that grow.
first = "id"
columns = [first, "dock"]
first = "name"
docks.select_fields(columns).toDF().show()

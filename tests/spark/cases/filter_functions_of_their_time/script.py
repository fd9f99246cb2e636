from awsglue.context import GlueContext
from awsglue.transforms import Filter, Map
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
least = 2


def large(row, least=least):
    return row["id"] >= least


def marked(row, mark=least):
    row["mark"] = str(mark)
    return row


least = 4
frame = Filter.apply(frame=orders, f=large)
marks = Map.apply(frame=orders, f=marked)

parts = []
for digit in range(1, 4):
    parts.append(orders.filter(lambda row: [row["id"]].index(digit) == 0))
first = parts[0]

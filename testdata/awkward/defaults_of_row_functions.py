from awsglue.context import GlueContext
from awsglue.transforms import Filter, Map
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
docks = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="docks")
limit = 3


# A default is what the name was where the function is defined.
def many(row, least=limit):
    return row["bikes"] > least


def marked(row, mark="full"):
    row["mark"] = mark
    return row


few = lambda row, most=limit: row["bikes"] < most
limit = 5
Filter.apply(docks, many).toDF().show()
Map.apply(docks, marked).toDF().show()
Filter.apply(docks, few).toDF().show()
Filter.apply(docks, lambda row, least=limit: row["bikes"] > least).toDF().show()

import uuid

from awsglue.context import GlueContext
from awsglue.transforms import Map
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")


def new_key():
    return str(uuid.uuid4())[:8]


def keyed(record):
    record["key"] = new_key()
    record["other"] = str(uuid.uuid4())[:8]
    record["hex"] = uuid.uuid4().hex
    return record


def twice(record):
    key = new_key()
    record["twin"] = key
    record["copy"] = key
    return record


m = orders.map(keyed).map(twice)

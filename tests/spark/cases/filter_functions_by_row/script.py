import json

from awsglue.context import GlueContext
from awsglue.transforms import Filter
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
events = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="events")


def is_order(record):
    return json.loads(record.body)["kind"] == "order" and record.place.city != ""


orders = Filter.apply(frame=events, f=is_order)
deep = Filter.apply(frame=events, f=lambda r: len(json.loads(r["body"])) > 0 and r.place.spot.x > 0)
keys = events.filter(lambda r: json.loads(r["body"])["kind"] in r)

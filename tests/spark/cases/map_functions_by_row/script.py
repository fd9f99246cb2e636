from datetime import datetime

from awsglue.context import GlueContext
from awsglue.transforms import Map
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
LIMITS = {"a": 1.5, "b": 2.5}


def without_empty(record):
    return {name: value for name, value in record.items() if value is not None and value != ""}


def more(record):
    for name in list(record):
        if name.startswith("old_"):
            record.pop(name)
    record["limit"] = LIMITS[record["kind"]]
    record["day"] = datetime.strptime(record.day, "%d.%m.%Y").date()
    record["size"] = len(record["tags"])
    record["nothing"] = None
    return record


full = Map.apply(frame=orders, f=without_empty)
m = Map.apply(frame=orders, f=more, transformation_ctx="m")
none = orders.map(lambda record: without_empty({}))


def nested(record):
    tags = [tag.strip() for tag in record["tags"] if tag]
    made = {"kind": record["kind"], "each": [{"tag": tag, "size": len(tag)} for tag in tags]}
    if not tags:
        made["more"] = True
    return {"tags": tags, "made": made, "pair": (1, None)}


deep = orders.map(nested)

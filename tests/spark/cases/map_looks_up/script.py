from awsglue.context import GlueContext
from awsglue.transforms import Map
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
people = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
NUMBERS = {"s": 1, "m": 2, "l": 3}
KNOWN = {"M": 1, "F": 1}


def look_up(record):
    record["title"] = {"M": "Mr", "F": "Ms"}.get(record["sex"])
    record["known"] = KNOWN.get(record["sex"], 0)
    record["number"] = NUMBERS[record["size"]]
    record["sex"] = {"M": "male", "F": "female"}.get(record["sex"], "other")
    return record


m = people.map(look_up).select_fields(["id", "sex", "size", "title", "number", "known"])
few = people.filter(lambda record: NUMBERS[record["size"]] > 2)

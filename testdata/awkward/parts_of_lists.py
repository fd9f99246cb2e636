from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def joined(*frames):
    result = frames[0]
    for frame in frames[1:]:
        result = Join.apply(result, frame, "id", "id", **options)
    return result


tables = [
    glueContext.create_dynamic_frame.from_catalog(database="rides", table_name=name)
    for name in ["trips", "bikes", "docks"]
]
first, *others = tables
for table in tables[1:] + others:
    first = table.drop_fields(["note"])
both = joined(tables[0], *tables[:2])
for row in (tables[0], tables[1])[::-1]:
    row.toDF().show()

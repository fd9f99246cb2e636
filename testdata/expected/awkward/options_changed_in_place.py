import depot_options
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession, functions as F


def map_columns(frame, mappings):
    """Selects by (source, type, target, type) tuples; a value that does not convert is null."""
    kinds = {"long": "bigint", "short": "smallint", "byte": "tinyint", "decimal": "decimal(10,2)"}
    columns = []
    for source, *_, target, kind in [(m[0], *m[1:], None) if len(m) == 2 else m for m in mappings]:
        if "." in target and not target.startswith("`"):
            raise ValueError(f"{target}: a nested target needs F.struct")
        column = F.col(source)
        if kind and kind.lower() not in ("array", "struct", "map", "choice", "null"):
            column = column.try_cast(kinds.get(kind.lower(), kind))
        columns.append(column.alias(target.strip("`")))
    return frame.select(columns)


glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
docks = spark.read.table("depot.docks")

# Two names of one dict.
common = {"path": "s3://depot/one/"}
own = common
own["path"] = "s3://depot/two/"
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", common, "json")


def move(options):
    options["path"] = "s3://depot/three/"


# A function that changes it.
target = {"path": "s3://depot/base/"}
move(target)
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", target, "json")

# A list in it.
source = {"paths": []}
for day in ("monday", "tuesday"):
    source["paths"].append(f"s3://depot/{day}/")
days = glueContext.create_dynamic_frame.from_options("s3", source, "json").toDF()
days.show()

# A copy of its own.
docks.write.format("json").mode("append").save("s3://depot/four/")

# A loop over two of them, and a place inside of another one.
first = {"path": "s3://depot/five/"}
second = {"path": "s3://depot/six/"}
for each in (first, second):
    each["compression"] = "gzip"
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", first, "json")
third = {"path": "s3://depot/seven/"}
every = {"third": third}
every["third"]["path"] = "s3://depot/eight/"
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", third, "json")


# An object that keeps one, and a function of another module.
class Holder:
    def __init__(self, given):
        self.kept = given

    def move(self):
        self.kept["path"] = "s3://depot/nine/"


fourth = {"path": "s3://depot/ten/"}
Holder(fourth).move()
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", fourth, "json")
fifth = {"path": "s3://depot/eleven/"}
depot_options.fill(fifth)
glueContext.write_dynamic_frame.from_options(DynamicFrame.fromDF(docks, glueContext, "docks"), "s3", fifth, "json")

# The order of a list.
mappings = [("id", "long", "id", "long"), ("n", "int", "n", "int")]
mappings.reverse()
map_columns(docks, mappings).show()

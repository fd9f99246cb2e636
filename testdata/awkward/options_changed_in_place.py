import depot_options
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
docks = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="docks")

# Two names of one dict.
common = {"path": "s3://depot/one/"}
own = common
own["path"] = "s3://depot/two/"
glueContext.write_dynamic_frame.from_options(docks, "s3", common, "json")


def move(options):
    options["path"] = "s3://depot/three/"


# A function that changes it.
target = {"path": "s3://depot/base/"}
move(target)
glueContext.write_dynamic_frame.from_options(docks, "s3", target, "json")

# A list in it.
source = {"paths": []}
for day in ("monday", "tuesday"):
    source["paths"].append(f"s3://depot/{day}/")
days = glueContext.create_dynamic_frame.from_options("s3", source, "json")
days.toDF().show()

# A copy of its own.
plain = {"path": "s3://depot/plain/"}
copy = plain.copy()
copy["path"] = "s3://depot/four/"
glueContext.write_dynamic_frame.from_options(docks, "s3", copy, "json")

# A loop over two of them, and a place inside of another one.
first = {"path": "s3://depot/five/"}
second = {"path": "s3://depot/six/"}
for each in (first, second):
    each["compression"] = "gzip"
glueContext.write_dynamic_frame.from_options(docks, "s3", first, "json")
third = {"path": "s3://depot/seven/"}
every = {"third": third}
every["third"]["path"] = "s3://depot/eight/"
glueContext.write_dynamic_frame.from_options(docks, "s3", third, "json")


# An object that keeps one, and a function of another module.
class Holder:
    def __init__(self, given):
        self.kept = given

    def move(self):
        self.kept["path"] = "s3://depot/nine/"


fourth = {"path": "s3://depot/ten/"}
Holder(fourth).move()
glueContext.write_dynamic_frame.from_options(docks, "s3", fourth, "json")
fifth = {"path": "s3://depot/eleven/"}
depot_options.fill(fifth)
glueContext.write_dynamic_frame.from_options(docks, "s3", fifth, "json")

# The order of a list.
mappings = [("id", "long", "id", "long"), ("n", "int", "n", "int")]
mappings.reverse()
docks.apply_mapping(mappings).toDF().show()

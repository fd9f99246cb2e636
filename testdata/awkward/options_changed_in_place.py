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

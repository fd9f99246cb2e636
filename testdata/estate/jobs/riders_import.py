import sys

import awsglue.transforms as t
from awsglue.context import GlueContext as GC
from awsglue.utils import getResolvedOptions as options
from pyspark.context import SparkContext

args = options(sys.argv, ["source", "target"])
gc = GC(SparkContext.getOrCreate())

# One export a day from the app; the header is in each file, the separator is a semicolon.
riders = gc.create_dynamic_frame.from_options(
    "s3",
    {"paths": [args["source"]], "recurse": True},
    "csv",
    {"withHeader": True, "separator": ";", "quoteChar": '"'},
)
riders = t.RenameField.apply(riders, "e-mail", "email")
riders = t.DropFields.apply(riders, ["password_hash", "device.push_token"])
riders = riders.resolveChoice(specs=[("rider_id", "cast:long"), ("birth_year", "cast:int")])

adults = t.Filter.apply(frame=riders, f=lambda r: r["birth_year"] < 2006 and r["country"] == "PT")
adults.printSchema()
gc.write_dynamic_frame.from_options(
    adults, "s3", {"path": args["target"]}, "csv", {"separator": ";", "writeHeader": True}
)

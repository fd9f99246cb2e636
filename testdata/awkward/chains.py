from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
rides = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="rides")

# One step a line, each with its reason.
long = (
    rides.drop_fields(["pin"])  # never leaves the depot
    .rename_field("id", "ride")
    # as the reports have them
    .apply_mapping([("ride", "long", "ride", "long"), ("dock", "string", "dock", "string"), ("minutes", "string", "minutes", "int")])
    .filter(lambda ride: ride["minutes"] > 3)
)
hanging = (rides
           .drop_fields(["pin"])
           .select_fields(["id", "dock"]))
joined = rides.drop_fields(["pin"]) \
    .rename_field("id", "ride") \
    .toDF() \
    .where("minutes > 3")
dotted = rides.drop_fields(["pin"]). \
    select_fields(["id"])
short = rides.drop_fields(["pin"]).rename_field("id", "ride")
for frame in (long, hanging, dotted, short):
    frame.toDF().show()
joined.show()

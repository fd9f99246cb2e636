from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

sc = SparkContext()
glueContext = GlueContext(sc)

# A misspelt reader: what it gives is not known.
trips = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="trips")
for column in ["note", "flag"]:
    trips = trips.drop_fields([column])
trips.toDF().show()

# What no rule speaks of works on a frame of Glue.
stations = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="stations")
while more(stations):
    stations = stations.resolveChoice(specs=[("payload", "make_struct")])

# A method that both kinds of frames have.
bikes = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="bikes")
for other in [trips]:
    bikes = bikes.join(["id"], ["bike_id"], other)
    bikes = bikes.drop_fields(["note"])

# A frame of Spark has no such method, so it must be one of Glue.
docks = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="docks")
while more(docks):
    docks = docks.toDF()
    docks = docks.rename_field("id", "dock_id")


def joined(given, extra):
    # A tuple has no such method.
    return given.join(["id"], ["id"], extra, **options)


both = (trips, trips)
joined(both, trips)
joined(trips, trips)


class Loader:
    def __init__(self, context):
        self.context = context

    def load(self):
        # Nothing is known of the first, and the second has no such reader.
        pair = [self.context, glueContext.spark_session]
        return pair[0].create_dynamic_frame.from_catalog(database="rides", table_name="trips")

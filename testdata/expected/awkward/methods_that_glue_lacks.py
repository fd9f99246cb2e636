from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession
from pyspark.context import SparkContext

sc = SparkContext.getOrCreate()
glueContext = GlueContext(sc)
spark = SparkSession.builder.getOrCreate()

# A misspelt reader: what it gives is not known.
trips = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="trips")
for column in ["note", "flag"]:
    trips = trips.drop(column)
trips.show()

# What no rule speaks of works on a frame of Glue.
stations = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="stations")
while more(stations):
    stations = DynamicFrame.fromDF(stations, glueContext, "stations").resolveChoice(specs=[("payload", "make_struct")]).toDF()

# A method that both kinds of frames have.
bikes = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="bikes")
for other in [trips]:
    bikes = bikes.join(["id"], ["bike_id"], other)
    bikes = bikes.drop("note")

# A frame of Spark has no such method, so it must be one of Glue.
docks = glueContext.create_dynamic_frame.from_ctalog(database="rides", table_name="docks")
while more(docks):
    docks = docks.withColumnRenamed("id", "dock_id")


def joined(given, extra):
    # A tuple has no such method.
    return DynamicFrame.fromDF(given, glueContext, "given").join(["id"], ["id"], DynamicFrame.fromDF(extra, glueContext, "extra"), **options).toDF()


both = (trips, trips)
joined(both, trips)
joined(trips, trips)


class Loader:
    def __init__(self, context):
        self.context = context

    def load(self):
        # Nothing is known of the first, and the second has no such reader.
        return spark.read.table("rides.trips")

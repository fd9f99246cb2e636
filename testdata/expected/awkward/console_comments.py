from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession
from pyspark.context import SparkContext
from awsglue.context import GlueContext

sc = SparkContext.getOrCreate()
glueContext = GlueContext(sc)
spark = SparkSession.builder.getOrCreate()
datasource0 = spark.read.table("rides.trips")
# trips of test bikes have no station
drop1 = datasource0.drop("station")

## @type: a note of our own that describes no call
print("read")

def write(frame):
    ## @type: DataSink
    ## @args: [connection_type = "marketplace.spark", transformation_ctx = "kept"]
    glueContext.write_dynamic_frame.from_options(frame = DynamicFrame.fromDF(frame, glueContext, "frame"), connection_type = "marketplace.spark", connection_options = {"path": "x"}, transformation_ctx = "kept")

write(drop1)
drop1.write.format("json").mode("append").save("s3://rides/out") ## @type: behind code
## @type: at the end

import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job

## @params: [JOB_NAME]
args = getResolvedOptions(sys.argv, ['JOB_NAME'])

sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args['JOB_NAME'], args)
## @type: DataSource
## @args: [database = "rides", table_name = "trips", transformation_ctx = "datasource0"]
## @return: datasource0
## @inputs: []
datasource0 = glueContext.create_dynamic_frame.from_catalog(database = "rides", table_name = "trips", transformation_ctx = "datasource0")
# trips of test bikes have no station
##   @type: DropFields
## @args: [paths = ["station"], transformation_ctx = "drop1"]
## @return: drop1
## @inputs: [frame = datasource0]
drop1 = DropFields.apply(frame = datasource0, paths = ["station"], transformation_ctx = "drop1")

## @type: a note of our own that describes no call
print("read")

def write(frame):
    ## @type: DataSink
    ## @args: [connection_type = "marketplace.spark", transformation_ctx = "kept"]
    glueContext.write_dynamic_frame.from_options(frame = frame, connection_type = "marketplace.spark", connection_options = {"path": "x"}, transformation_ctx = "kept")

write(drop1)
## @type: DataSink
## @args: [connection_type = "s3", format = "json", transformation_ctx = "datasink4"]
## @return: datasink4
## @inputs: [frame = drop1]
datasink4 = glueContext.write_dynamic_frame.from_options(frame = drop1, connection_type = "s3", connection_options = {"path": "s3://rides/out"}, format = "json", transformation_ctx = "datasink4") ## @type: behind code
job.commit()
## @type: at the end

from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

readings = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://lake/readings/"]},
    format="json",
)
owners = glueContext.create_dynamic_frame.from_catalog(database="bikes", table_name="owners")
joined = Join.apply(frame1=readings, frame2=owners, keys1=["serialNumber"], keys2=["serialnumber"])
kept = DropFields.apply(frame=joined, paths=["serialnumber", "email"])

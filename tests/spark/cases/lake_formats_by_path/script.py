from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
x = glueContext.create_dynamic_frame.from_options("s3", {"paths": ["s3://lake/in/"]}, "delta")
more = {}
more["path"] = "s3://lake/out/"
more["partitionKeys"] = ["day"]
for _ in range(2):
    glueContext.write_dynamic_frame.from_options(x, "s3", more, "delta")
x.write("s3", {"path": "s3://lake/lines/"}, format="json")

import sys

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
rides = glueContext.create_dynamic_frame.from_catalog("city", "rides")
keys = sys.argv[1].split(",")

if keys:
    # by day
    sink = glueContext.getSink(path="s3://depot/rides/", connection_type="s3", partitionKeys=keys, enableUpdateCatalog=True)
else:
    print("one folder")
    sink = glueContext.getSink(path="s3://depot/rides/", connection_type="s3", enableUpdateCatalog=True)
sink.setCatalogInfo(catalogDatabase="city", catalogTableName="rides_clean")
sink.setFormat("glueparquet")
sink.writeFrame(rides)

if len(keys) > 1:
    sink = glueContext.getSink(path="s3://depot/a/", connection_type="s3")
elif keys:
    sink = glueContext.getSink(path="s3://depot/b/", connection_type="s3")
else:
    sink = glueContext.getSink(path="s3://depot/c/", connection_type="s3")
sink.setFormat("json")
sink.writeFrame(rides)

if keys:
    late = glueContext.getSink(path="s3://depot/a/", connection_type="s3")
else:
    late = glueContext.getSink(path="s3://depot/b/", connection_type="s3")
rides = rides.drop_fields(["pin"])
late.setFormat("json")
late.writeFrame(rides)

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
docks = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="docks")

# Its path and table are others when it writes.
path = "s3://depot/one/"
table = "one"
sink = glueContext.getSink(connection_type="s3", path=path, enableUpdateCatalog=True)
sink.setCatalogInfo(catalogDatabase="depot", catalogTableName=table)
sink.setFormat("json")
path = "s3://depot/two/"
table = "two"
sink.writeFrame(docks)

# A path that is made once.
once = glueContext.getSink(connection_type="s3", path=made())
once.setFormat("json")
once.writeFrame(docks)

# A path that is made once for two writes.
twice = glueContext.getSink(connection_type="s3", path=made())
twice.setFormat("json")
twice.writeFrame(docks)
twice.writeFrame(docks)

source = glueContext.getSource("s3", paths=[path])
source.setFormat("json")
path = "s3://depot/three/"
source.getFrame().toDF().show()

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

export = glueContext.create_dynamic_frame.from_options(
    connection_type="s3", connection_options={"paths": ["s3://lake/export/"]}, format="json"
)
unnested = export.unnest_ddb_json()
simple = export.simplify_ddb_json()

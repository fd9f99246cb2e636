from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
for day in days:
    try:
        continue
    except ValueError:
        pass
    else:
        frame = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from pyspark.sql import Row

rows = [Row(id=1, s="a"), Row(id=2, s="b")]
d = glueContext.create_dynamic_frame_from_rdd(rows, "rows")

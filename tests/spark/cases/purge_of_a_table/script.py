from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

glueContext.purge_table("sales", "all", {"retentionPeriod": 0})
glueContext.purge_table(
    database="sales", table_name="years", options={"partitionPredicate": "(year == '2024')", "retentionPeriod": 0}
)

# A decimal without precision has two places in Glue and none in Spark.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

bills = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="bills")
typed = ApplyMapping.apply(
    frame=bills,
    mappings=[("amount", "string", "amount", "decimal"), ("tax", "string", "tax", "decimal(6,3)")],
)
resolved = typed.resolveChoice(specs=[("amount", "cast:decimal")])
resolved.toDF().show()

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
import gs_repartition

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
by_number = d.gs_repartition(numPartitionsStr="3")
by_column = d.gs_repartition(partitionCols="day")

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
import gs_pivot
import gs_unpivot

amounts = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="amounts")
quarters = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="quarters")
wide = amounts.gs_pivot(aggCol="amount", aggFunction="sum", colList=["year"], valueList="2023,2024")
long = quarters.gs_unpivot(colList=["q1", "q2"], newNameCol="quarter", newValueCol="sales")

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
import gs_array_to_cols
import gs_explode
import gs_flatten

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
columns = d.gs_array_to_cols(colName="parts", colList="year, month").drop_fields(["parts", "who"])
rows = d.gs_explode(colName="parts", newCol="part").select_fields(["id", "part"])
outer = d.gs_explode(colName="parts", newCol="part", outer=True).select_fields(["id", "part"])
flat = d.gs_flatten()
shallow = d.gs_flatten(maxLevels=1, separator="_")

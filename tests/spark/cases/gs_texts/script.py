from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
import gs_concat
import gs_split
import gs_regex_extract

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
x = d.gs_concat(colName="name", colList=["first", "last"], spacer=" ")
x = x.gs_split(colName="tags", pattern=",\\s*")
x = x.gs_split(colName="code", pattern="-", newColName="parts")
x = x.gs_regex_extract(colName="code", regex=r"(\w+)-(\d+)", newCols="kind,number")

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
import gs_to_timestamp
import gs_format_timestamp

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="events")
x = d.gs_to_timestamp(colName="s", colType="seconds")
x = x.gs_to_timestamp(colName="ms", colType="milliseconds")
x = x.gs_to_timestamp(colName="us", colType="microseconds")
x = x.gs_to_timestamp(colName="iso", colType="iso")
x = x.gs_to_timestamp(colName="text", colType="seconds")
formatted = x.gs_format_timestamp(colName="s", dateFormat="yyyy-MM").select_fields(["s"])
x = x.gs_format_timestamp(colName="s", dateFormat="%d/%m/%Y", newColName="day")
new = d.gs_to_timestamp(colName="s", colType="seconds", newColName="a")
new = new.gs_to_timestamp(colName="ms", colType="milliseconds", newColName="b")
new = new.gs_to_timestamp(colName="us", colType="microseconds", newColName="c")
new = new.gs_to_timestamp(colName="iso", colType="iso", newColName="d").select_fields(["a", "b", "c", "d"])

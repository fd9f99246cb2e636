from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from awsglueml.transforms import *
import gs_uuid
import gs_now
import gs_derived

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
x = d.gs_uuid(colName="uuid")
x = x.gs_now(colName="at").gs_now(colName="day", dateFormat="%Y-%m-%d")
x = x.gs_derived(colName="twice", expr="n * 2")

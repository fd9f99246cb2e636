from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
import re

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="codes")
at_start = Filter.apply(frame=d, f=lambda row: (bool(re.match("ab", row["code"]))))
anywhere = Filter.apply(frame=d, f=lambda row: re.search("ab", row["code"]) is not None)
not_at_start = Filter.apply(frame=d, f=lambda row: not bool(re.match("ab", row["code"])))

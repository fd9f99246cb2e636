import sys
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
frame = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks")
print "rows:", frame.toDF().count()
try:
    frame.toDF().show()
except Exception, e:
    print e

# A hyphen in the name of an argument is an underscore in its key.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

import sys

from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["JOB_NAME", "source-db", "table"])
visits = glueContext.create_dynamic_frame.from_catalog(database=args["source_db"], table_name=args["table"])
print(args["JOB_RUN_ID"])
visits.toDF().show()

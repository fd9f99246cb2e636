import sys

try:
    from awsglue.context import GlueContext
    from awsglue.job import Job
    from awsglue.utils import getResolvedOptions
except ImportError:
    GlueContext = None
    Job = None
try:
    import awsglue
except ModuleNotFoundError:
    pass
if sys.version_info >= (3, 9):
    from awsglue.transforms import *
else:
    from awsglue.transforms import DropFields
try:
    from awsglue.dynamicframe import DynamicFrame
except ImportError: DynamicFrame = object


def run():
    from awsglue.gluetypes import StructType
    from pyspark.context import SparkContext

    glueContext = GlueContext(SparkContext.getOrCreate())
    return glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks").toDF()


run()

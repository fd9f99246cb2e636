import sys
from pyspark.sql import SparkSession

try:
    pass
except ImportError:
    GlueContext = None
    Job = None
try:
    pass
except ModuleNotFoundError:
    pass
if sys.version_info >= (3, 9):
    pass
else:
    pass
try:
    pass
except ImportError: DynamicFrame = object


def run():
    spark = SparkSession.builder.getOrCreate()
    return spark.read.table("depot.locks")


run()

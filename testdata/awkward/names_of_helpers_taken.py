import sys
from awsglue.context import GlueContext
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

F = 3
spark = "not a session"
parser = None
option = 1


def join_frames(a, b):
    return a, b


def map_columns(x):
    return x


class SparkSession:
    pass


args = getResolvedOptions(sys.argv, ["JOB_NAME", "a", "b"] + [x for x in ("c",) if "--c" in sys.argv])
glueContext = GlueContext(SparkContext.getOrCreate())
logging = glueContext.get_logger()
d = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")
e = Join.apply(d, d, ["id"], ["id"])
g = d.apply_mapping(args["maps"])
h = d.filter(lambda r: r["x"] > F)
k = ApplyMapping.apply(frame=d, mappings=[("a", "string", "b", "int")])
logging.info(spark + str(option) + str(parser) + str(SparkSession()) + str(join_frames(1, 2)) + str(map_columns(1)))


def argparse():
    return dbutils


for F in range(3):
    print(F)
with open("x") as functions:
    h2 = d.filter(lambda r: r["x"] == functions.read())

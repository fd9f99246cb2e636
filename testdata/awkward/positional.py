import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
from awsglue.transforms import *
from awsglue.dynamicframe import DynamicFrame

a = glueContext.create_dynamic_frame.from_catalog("depot", "locks", "", "a", "day = '2024-06-01'")
b = glueContext.create_dynamic_frame_from_options("s3", {"paths": ["s3://depot/in/"]}, "csv", {"withHeader": True}, "b")
c = ApplyMapping.apply(a, [("id", "string", "lock_id", "string")], False, "c")
d = RenameField.apply(c, "lock_id", "id", "d")
e = Join.apply(d, b, ["id"], ["lock"], "e")
f = SplitFields.apply(e, ["id"], "ids", "rest")
g = SelectFromCollection.apply(f, "ids")
h = ResolveChoice.apply(g, [("id", "cast:long")])
i = DynamicFrame.fromDF(h.toDF(), glueContext, "i")
glueContext.write_dynamic_frame.from_options(i, "s3", {"path": args["path"], "partitionKeys": ["id"]}, "parquet", {}, "out")
glueContext.write_dynamic_frame_from_catalog(i, "depot", "out")
job.commit()

import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
source = {"database": "depot", "table_name": "locks"}
where = ["depot", "locks"]
a = glueContext.create_dynamic_frame.from_catalog(**source)
b = glueContext.create_dynamic_frame.from_catalog(*where)
c = glueContext.create_dynamic_frame.from_catalog(transformation_ctx="c", **source)
options = dict(paths=["s3://depot/in/"])
d = glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options=options, format="json")
e = glueContext.create_dynamic_frame.from_options(connection_type="s3", connection_options={**options, "recurse": True}, format="json")
job.commit()

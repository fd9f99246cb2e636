import sys; from awsglue.context import GlueContext; from pyspark.context import SparkContext
from awsglue.job import Job; from awsglue.utils import getResolvedOptions;
args = getResolvedOptions(sys.argv, ["JOB_NAME"]); glueContext = GlueContext(SparkContext()); job = Job(glueContext)
job.init(args["JOB_NAME"], args); frame = glueContext.create_dynamic_frame.from_catalog("depot", "locks"); df = frame.toDF()
df.show(); job.commit(); print("done")
if df.count(): print("rows"); job.commit()
job.commit();

import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
if (frame := glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks")).count():
    df = frame.toDF()
if (n := frame.toDF().count()) > 3: print(n)
while (left := frame.drop_fields(["pin"])) is not None: break
rows = [d for t in ("a", "b") if (d := glueContext.create_dynamic_frame.from_catalog(database="depot", table_name=t).toDF())]
job.commit()

import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
frames = {
    t: glueContext.create_dynamic_frame.from_catalog(database="depot", table_name=t)
    for t in ("locks", "bikes")
}
tables = [f.toDF() for f in frames.values()]
first, second = frames["locks"], frames["bikes"]
first = first.drop_fields(["pin"]); second.toDF().show()
pick = lambda t: glueContext.create_dynamic_frame.from_catalog(database="depot", table_name=t).toDF()
job.commit()

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

from lib import checks
from lib.dates import folder
from lib.tables import read_table, write_table

args = getResolvedOptions(sys.argv, ["JOB_NAME", "day", "target"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

crossings = read_table(glueContext, "ferries", "crossings")
checks.report("crossings", crossings)
crossings = crossings.drop_fields(["internal_note"])
write_table(glue_context=glueContext, frame=crossings, path=args["target"] + folder(args["day"]))

job.commit()

import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
def start():
    job.init(args["JOB_NAME"], args)


def stop():
    """Ends the job."""
    job.commit()


def both():
    # nothing but Glue here
    job.init(args["JOB_NAME"], args)
    job.commit()


if args["path"]:
    job.commit()
elif args["JOB_NAME"]:
    # first the job
    job.commit()
else:
    job.commit()

try:
    job.commit()
except Exception:
    job.commit()
else:
    job.commit()
finally:
    job.commit()

match args["path"]:
    case "a":
        job.commit()
    case _:
        job.commit()


async def later():
    job.commit()

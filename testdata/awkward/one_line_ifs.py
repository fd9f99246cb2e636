import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
done = True
if done: job.commit()
if not done: frame = None
else: job.commit()
for _ in range(1): job.commit()
while False: job.commit()
def finish(): job.commit()
class Step: job.commit()
try: job.commit()
finally: job.commit()
with open(args["path"]) as f: job.commit()

import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
if "JOB_NAME" in args:
    name = args["JOB_NAME"]
elif len(sys.argv) > 3:
    name = "x"
else:
    name = "test"
if "JOB_NAME" in args:
    other = args["JOB_NAME"]
else:
    other = "test"
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(name, args)
job.init(other, args)
try:
    print(1)
except ValueError:
    print(2)
finally:
    job.commit()
try:
    print(1)
finally:
    job.commit()
if len(sys.argv) > 1:
    print("a")
else:
    job.commit()
for i in range(3):
    print(i)
else:
    job.commit()
if sys.argv: job.commit()
else: job.commit()
def f():
    if sys.argv:
        job.commit()


params = []
if "--mode" in sys.argv:
    params.append("mode")
options = getResolvedOptions(sys.argv, params)
job.init(options["mode"] if "mode" in options else "none", options)

kept = ["path"]
kept.append("table")
print(getResolvedOptions(sys.argv, kept)["path"])

names = []
names.append("a")
print(names)
job.init(names[0], {})

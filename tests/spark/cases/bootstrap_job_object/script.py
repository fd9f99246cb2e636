from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext

job = Job(GlueContext(SparkContext.getOrCreate()))
job.init("name", {})
if job.isInitialized():
    print("ready")
job.commit()

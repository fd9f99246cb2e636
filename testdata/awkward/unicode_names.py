import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
größe = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="größe")
räder = größe.toDF(); räder.show()  # 🚲 before the call on this line: 🚲🚲
print("🚲", größe.drop_fields(["pin"]).toDF().count())
job.commit()

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

# Read the parameters of the job
args = getResolvedOptions(sys.argv, ["JOB_NAME"])

# Start Glue
glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
# Start the job,
# which keeps the bookmarks
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

# Where the data is
database = "depot"
table = "parts"

# Read it
parts = glueContext.create_dynamic_frame.from_catalog(database=database, table_name=table)

# To Spark and back
rows = parts.toDF()

# Rows of today alone
today = rows.where("day = current_date()")
# Back to Glue
frame = DynamicFrame.fromDF(today, glueContext, "frame")

# Write the rows and tell the catalog
sink = glueContext.getSink(connection_type="s3", path="s3://depot/today/", enableUpdateCatalog=True)

sink.setCatalogInfo(catalogDatabase="depot", catalogTableName="today")
sink.setFormat("json")

sink.writeFrame(frame)

# A copy for the other department
options = {"path": "s3://depot/copy/"}

glueContext.write_dynamic_frame.from_options(
    frame=frame, connection_type="s3", connection_options=options, format="json"
)

# ---- the end ----
job.commit()

# TODO: tell somebody
job.commit()

# job.commit()
job.commit()


def finish():
    try:
        print("done")
    except OSError:
        print("no output")
    finally:
        # Commit
        job.commit()


# Commit after all
job.commit()


def in_one_line(ready):
    # Only when ready
    if ready: job.commit()
    return ready

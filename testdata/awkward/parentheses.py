import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
from awsglue.transforms import (
    DropFields,  # unused names stay in one import
    DropNullFields,
)
df = (
    (glueContext)
    .create_dynamic_frame
    # the catalog
    .from_catalog(database=("depot"), table_name=("lo"
                                                  "cks"))
    .toDF()
)
(job).commit()
(DropNullFields.apply((df)))

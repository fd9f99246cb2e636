import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
from awsglue.transforms import ApplyMapping, DropFields

# the locks, as the depot sends them
frame = glueContext.create_dynamic_frame.from_catalog(  # the catalog knows them
    # which database
    database="depot",  # since 2021
    table_name="locks",

    # the key of the bookmark
    transformation_ctx="frame",
)  # end of the read
frame = ApplyMapping.apply(
    frame=frame,
    mappings=[
        # identity
        ("id", "string", "lock_id", "string"),
        ("fw", "string", "firmware", "int"),  # numbers only since v3
        # ("owner", "string", "owner", "string"),
    ],
)
frame = DropFields.apply(frame, paths=["pin"  # never leaves the depot
])
# last word
job.commit()  # bye
# after the last word

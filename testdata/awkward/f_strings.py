import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "path"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
frame = glueContext.create_dynamic_frame.from_catalog(database="depot", table_name="locks")
print(f"rows: {frame.toDF().count()} of {args['path']}")
print(f"{glueContext.create_dynamic_frame.from_catalog(database='depot', table_name='bikes').toDF().count():>10}")
print(f"{{frame.toDF()}} {frame.drop_fields(['pin']).toDF().columns!r}")
path = f"s3://depot/{args['path']}/{'x' if frame.count() else 'y'}/"
print(rf"""
{frame.toDF().count()}
""")
glueContext.write_dynamic_frame.from_options(
    frame=frame, connection_type="s3", connection_options={"path": f"{path}out/"}, format="json"
)
job.commit()

from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
rides = glueContext.create_dynamic_frame.from_catalog("city", "rides")
docks = glueContext.create_dynamic_frame.from_catalog("city", "docks")
rides = rides.drop_fields(["pin"])
if docks.count() > 0:
    docks = glueContext.write_dynamic_frame.from_options(
        frame=docks, connection_type="s3", connection_options={"path": "s3://depot/docks/"}, format="csv"
    )
rides = glueContext.write_dynamic_frame.from_options(
    frame=rides, connection_type="s3", connection_options={"path": "s3://depot/rides/"}, format="json"
)
for day in ["mon", "tue"]:
    part = glueContext.create_dynamic_frame.from_catalog("city", day)
    print(part.count())
    part = glueContext.write_dynamic_frame.from_options(
        frame=part, connection_type="s3", connection_options={"path": "s3://depot/part/"}, format="json"
    )

import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.dynamicframe import DynamicFrame

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

# Script generated for node Rides
Rides_node1 = glueContext.create_dynamic_frame.from_catalog(
    database="bikes", table_name="rides", transformation_ctx="Rides_node1"
)

# Script generated for node Docking Stations Of The City
DockingStationsOfTheCity_node2 = (
    glueContext.create_dynamic_frame.from_catalog(
        database="bikes",
        table_name="stations",
        transformation_ctx="DockingStationsOfTheCity_node2",
    )
)

# Script generated for node Stations Where They Start
Rides_node1DF = Rides_node1.toDF()
DockingStationsOfTheCity_node2DF = (
    DockingStationsOfTheCity_node2.toDF()
)
StationsWhereTheyStart_node3 = DynamicFrame.fromDF(
    Rides_node1DF.join(
        DockingStationsOfTheCity_node2DF,
        (
            Rides_node1DF["start_station"]
            == DockingStationsOfTheCity_node2DF["station"]
        ),
        "left",
    ),
    glueContext,
    "StationsWhereTheyStart_node3",
)

# Script generated for node Rides At Last
DockingStationsOfTheCity_node2DF = (
    DockingStationsOfTheCity_node2.toDF()
)
RidesAtLast_node4 = DynamicFrame.fromDF(
    StationsWhereTheyStart_node3.toDF().join(
        DockingStationsOfTheCity_node2DF, ["station"], "leftanti"
    ),
    glueContext,
    "RidesAtLast_node4",
)

# Script generated for node Amazon S3
AmazonS3_node5 = glueContext.write_dynamic_frame.from_options(
    frame=RidesAtLast_node4,
    connection_type="s3",
    format="json",
    connection_options={"path": "s3://rides/at-last/", "partitionKeys": []},
    transformation_ctx="AmazonS3_node5",
)

job.commit()

# Script generated for node Amazon Redshift
AmazonRedshift_node6 = glueContext.write_dynamic_frame.from_options(
    frame=RidesAtLast_node4,
    connection_type="redshift",
    connection_options={
        "redshiftTmpDir": "s3://rides/temp/",
        "useConnectionProperties": "true",
        "dbtable": "rides.at_last",
        "connectionName": "rides-redshift",
        "preactions": (
            "CREATE TABLE IF NOT EXISTS rides.at_last ("
            "ride BIGINT, start_station VARCHAR);"
        ),
    },
    transformation_ctx="AmazonRedshift_node6",
)

import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue import DynamicFrame


def sparkSqlQuery(glueContext, query, mapping, transformation_ctx) -> DynamicFrame:
    for alias, frame in mapping.items():
        frame.toDF().createOrReplaceTempView(alias)
    result = spark.sql(query)
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


# puts both frames under each other
def sparkUnion(glueContext, unionType, mapping, transformation_ctx) -> DynamicFrame:
    for alias, frame in mapping.items():
        frame.toDF().createOrReplaceTempView(alias)
    result = spark.sql(
        "(select * from source1) UNION " + unionType + " (select * from source2)"
    )
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


args = getResolvedOptions(sys.argv, ["JOB_NAME"])
sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

# Script generated for node Trips
Trips_node1700000000001 = glueContext.create_dynamic_frame.from_catalog(
    database="velora", table_name="trips", transformation_ctx="Trips_node1700000000001"
)

# Script generated for node Stations
Stations_node1700000000002 = glueContext.create_dynamic_frame.from_catalog(
    database="velora", table_name="stations", transformation_ctx="Stations_node1700000000002"
)

# Script generated for node Long trips
SqlQuery11 = """
select * from myDataSource
where myDataSource.minutes > 30 -- from myDataSource
"""
Longtrips_node1700000000003 = sparkSqlQuery(
    glueContext,
    query=SqlQuery11,
    mapping={"myDataSource": Trips_node1700000000001},
    transformation_ctx="Longtrips_node1700000000003",
)

# Script generated for node Cities
SqlQuery12 = """
select distinct s.city, 'from myDataSource' as origin
from MYDATASOURCE as s join `trips` on s.id = trips.station
"""
Cities_node1700000000004 = sparkSqlQuery(
    glueContext,
    query=SqlQuery12,
    mapping={
        "myDataSource": Stations_node1700000000002,
        "trips": Trips_node1700000000001,
    },
    transformation_ctx="Cities_node1700000000004",
)

# Script generated for node Month
month = sys.argv[1]
Month_node1700000000005 = sparkSqlQuery(
    glueContext,
    query=f"select * from myDataSource, trips where month = '{month}' and myDataSource.trip = trips.id",
    mapping={"myDataSource": Longtrips_node1700000000003, "trips": Trips_node1700000000001},
    transformation_ctx="Month_node1700000000005",
)

# Script generated for node Union
Union_node1700000000006 = sparkUnion(
    glueContext,
    unionType="ALL",
    mapping={"source1": Longtrips_node1700000000003, "source2": Month_node1700000000005},
    transformation_ctx="Union_node1700000000006",
)
Distinct_node1700000000007 = sparkUnion(
    glueContext,
    unionType="DISTINCT",
    mapping={"source1": Union_node1700000000006, "source2": Month_node1700000000005},
    transformation_ctx="Distinct_node1700000000007",
)

# Script generated for node Target
Target_node1700000000008 = glueContext.write_dynamic_frame.from_options(
    frame=Distinct_node1700000000007,
    connection_type="s3",
    format="glueparquet",
    connection_options={"path": "s3://velora/long/", "partitionKeys": []},
    format_options={"compression": "snappy"},
    transformation_ctx="Target_node1700000000008",
)
Cities_node1700000000004.toDF().show()

job.commit()

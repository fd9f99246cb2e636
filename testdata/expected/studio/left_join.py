from databricks.sdk.runtime import dbutils
from pyspark.sql import SparkSession


def own_columns(frame):
    """The frame with columns that a join tells from those of the frame it comes from."""
    return frame.toDF(*frame.columns)


spark = SparkSession.builder.getOrCreate()

# Script generated for node Rides
Rides_node1 = spark.read.table("bikes.rides")

# Script generated for node Docking Stations Of The City
DockingStationsOfTheCity_node2 = spark.read.table("bikes.stations")

# Script generated for node Stations Where They Start
DockingStationsOfTheCity_node2DF = DockingStationsOfTheCity_node2
StationsWhereTheyStart_node3 = Rides_node1.join(
    DockingStationsOfTheCity_node2DF,
    (
        Rides_node1["start_station"]
        == DockingStationsOfTheCity_node2DF["station"]
    ),
    "left",
)

# Script generated for node Rides At Last
DockingStationsOfTheCity_node2DF = own_columns(DockingStationsOfTheCity_node2)
RidesAtLast_node4 = StationsWhereTheyStart_node3.join(
    DockingStationsOfTheCity_node2DF, ["station"], "leftanti"
)

# Script generated for node Amazon S3
(
    RidesAtLast_node4.write.format("json")
    .mode("append")
    .save("s3://rides/at-last/")
)

# Script generated for node Amazon Redshift
(
    RidesAtLast_node4.write.format("redshift")
    .mode("append")
    .option("url", dbutils.secrets.get("rides-redshift", "url"))
    .option("user", dbutils.secrets.get("rides-redshift", "user"))
    .option("password", dbutils.secrets.get("rides-redshift", "password"))
    .option("dbtable", "rides.at_last")
    .option("tempdir", "s3://rides/temp/")
    .option("preactions", (
        "CREATE TABLE IF NOT EXISTS rides.at_last ("
        "ride BIGINT, start_station VARCHAR);"
    ))
    .option("forward_spark_s3_credentials", "true")
    .save()
)

import sys
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

# Script generated for node Trips
Trips_node1700000000001 = spark.read.table("velora.trips")

# Script generated for node Stations
Stations_node1700000000002 = spark.read.table("velora.stations")

# Script generated for node Long trips
SqlQuery11 = """
select * from myDataSource
where myDataSource.minutes > 30 -- from myDataSource
"""
Trips_node1700000000001.createOrReplaceTempView("myDataSource")
Longtrips_node1700000000003 = spark.sql(SqlQuery11)

# Script generated for node Cities
SqlQuery12 = """
select distinct s.city, 'from myDataSource' as origin
from myDataSource_2 as s join `trips` on s.id = trips.station
"""
Stations_node1700000000002.createOrReplaceTempView("myDataSource_2")
Trips_node1700000000001.createOrReplaceTempView("trips")
Cities_node1700000000004 = spark.sql(SqlQuery12)

# Script generated for node Month
month = sys.argv[1]
Longtrips_node1700000000003.createOrReplaceTempView("myDataSource_3")
Month_node1700000000005 = spark.sql(
    f"select * from myDataSource_3 AS myDataSource, trips where month = '{month}' and myDataSource.trip = trips.id"
)

# Script generated for node Union
Union_node1700000000006 = Longtrips_node1700000000003.union(Month_node1700000000005)
Distinct_node1700000000007 = (
    Union_node1700000000006.union(Month_node1700000000005).distinct()
)

# Script generated for node Target
(
    Distinct_node1700000000007.write.format("delta")
    .mode("append")
    .option("compression", "snappy")
    .save("s3://velora/long/")
)
Cities_node1700000000004.show()

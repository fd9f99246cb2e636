import re
from pyspark.sql import SparkSession, functions as SqlFuncs

spark = SparkSession.builder.getOrCreate()

# Script generated for node Amazon S3
AmazonS3_node1 = (
    spark.read.format("json")
    .option("mode", "DROPMALFORMED")
    .option("recursiveFileLookup", "true")
    .load("s3://velora/trips/")
)

# Script generated for node Conditional Router
ConditionalRouter_node2 = {
    "long": AmazonS3_node1.filter(SqlFuncs.col("minutes") > 30),
    "default_group": AmazonS3_node1.filter(~(SqlFuncs.col("minutes") > 30)),
}

# Script generated for node default_group
default_group_node3 = ConditionalRouter_node2["default_group"]

# Script generated for node long
long_node4 = ConditionalRouter_node2["long"]

# Script generated for node Aggregate
Aggregate_node5 = long_node4.groupBy("city", "day").agg(
    SqlFuncs.sum("minutes"),
    SqlFuncs.countDistinct("rider"),
)

# Script generated for node Rename Field
RenameField_node6 = Aggregate_node5.withColumnRenamed("sum(minutes)", "minutes")

# Script generated for node Data Catalog
(
    RenameField_node6.write.mode("append")
    .option("delta.columnMapping.mode", "name")
    .saveAsTable("velora.by_city")
)
default_group_node3.write.mode("append").saveAsTable("velora.short")

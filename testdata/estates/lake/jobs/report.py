"""Reads what the other job wrote."""
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

rides = glueContext.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://depot/clean/rides"], "recurse": True},
    format="parquet",
    push_down_predicate="day > '2024'",
)
one_day = spark.read.parquet("s3://depot/clean/rides/day=2024-01-01/")
some = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://depot/clean/rides/day=2024-01-01/"]}, format="parquet"
)
docks = spark.read.parquet("s3a://depot/clean/docks/*")
old = spark.read.format("orc").option("mergeSchema", "true").load("s3://depot/archive/rides/")
copy = (
    spark.read
    .format("parquet")
    .load("s3://depot/raw/copy")
)
other = spark.read.parquet("s3://depot/clean/ridesharing/")
rides.toDF().join(docks, "dock").show()
print(one_day, some, old, copy, other)

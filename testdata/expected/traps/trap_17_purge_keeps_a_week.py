# A purge keeps files that are younger than seven days.
from awsglue.context import GlueContext
from databricks.sdk.runtime import dbutils
from pyspark.sql import SparkSession
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()

glueContext.purge_s3_path("s3://clinic-out/old/")
dbutils.fs.rm("s3://clinic-out/tmp/", True)
visits = spark.read.table("clinic.visits")
visits.show()

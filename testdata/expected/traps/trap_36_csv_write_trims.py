# The csv writer of Spark takes blanks off the ends of values.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
(
    visits.write.format("csv")
    .mode("append")
    .option("header", "true")
    .option("sep", "|")
    .option("quote", "")
    .option("escape", '"')
    .option("emptyValue", "")
    .option("ignoreLeadingWhiteSpace", "false")
    .option("ignoreTrailingWhiteSpace", "false")
    .save("s3://clinic-out/visits/")
)

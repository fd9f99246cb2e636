import argparse
from pyspark.sql import SparkSession, functions as F

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--source", required=True)
parser.add_argument("--target", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()

# One export a day from the app; the header is in each file, the separator is a semicolon.
riders = (
    spark.read.format("csv")
    .option("header", "true")
    .option("sep", ";")
    .option("escape", '"')
    .option("recursiveFileLookup", "true")
    .load(args["source"])
)
riders = riders.withColumnRenamed("e-mail", "email")
riders = riders.withColumn("device", F.col("device").dropFields("push_token")).drop("password_hash")
riders = riders.withColumns(
    {
        "rider_id": F.col("rider_id").try_cast("bigint"),
        "birth_year": F.col("birth_year").try_cast("int"),
    }
)

adults = riders.filter((F.col("birth_year") < 2006) & (F.col("country") == "PT"))
adults.printSchema()
(
    adults.write.format("csv")
    .mode("append")
    .option("header", "true")
    .option("sep", ";")
    .option("escape", '"')
    .option("ignoreLeadingWhiteSpace", "false")
    .option("ignoreTrailingWhiteSpace", "false")
    .save(args["target"])
)

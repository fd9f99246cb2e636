import argparse
from pyspark.sql import DataFrame, SparkSession


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--bucket", required=True)
    bucket = vars(parser.parse_known_args()[0])["bucket"]
    spark = SparkSession.builder.getOrCreate()
    total = read(spark, bucket)
    print(total.count())


def read(spark: "SparkSession", bucket) -> "DataFrame":
    return (
        spark.read.format("json")
        .option("mode", "DROPMALFORMED")
        .load(f"s3://{bucket}/x/")
    )


main()

import sys

import lib.checks
import lib.tables as tables
from pyspark.sql import SparkSession


def main(spark):
    tickets = tables.read_table(spark, "ferries", "tickets")
    opened = lib.checks.only_open(tickets)
    tables.write_table(spark, opened, "s3://lake/ferries/open/", ["day"])


if __name__ == "__main__":
    main(SparkSession.builder.getOrCreate())

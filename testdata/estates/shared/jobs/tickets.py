import sys

import lib.checks
import lib.tables as tables
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext


def main(ctx):
    tickets = tables.read_table(ctx, "ferries", "tickets")
    opened = lib.checks.only_open(tickets)
    tables.write_table(ctx, DynamicFrame.fromDF(opened, ctx, "opened"), "s3://lake/ferries/open/", ["day"])


if __name__ == "__main__":
    main(GlueContext(SparkContext.getOrCreate()))

import argparse as argparse_
from pyspark.sql import SparkSession, functions as F


def WithDay(dfc) -> dict:
    """Adds the day."""
    from pyspark.sql import functions as F
    from pyspark.sql import SparkSession

    frame = list(dfc.values())[0]
    holidays = SparkSession.builder.getOrCreate().table("bikes.holidays")
    frame = frame.withColumn("day", F.to_date("started")).join(holidays, "day", "left_anti")
    return {"WithDay0": frame}


def parse(names):
    parser = argparse_.ArgumentParser(allow_abbrev=False)
    for option in names:
        parser.add_argument(f"--{option}", required=True)
    options = vars(parser.parse_known_args()[0])
    if not options["target"]:
        import argparse

        argparse.ArgumentParser().error("no target")
    return options


args = parse(["JOB_NAME", "target"])
spark = SparkSession.builder.getOrCreate()

rides = spark.read.table("bikes.rides")
mapped = rides.select(
    F.col("id").alias("ride"),
    F.col("started").try_cast("timestamp").alias("started"),
)
made = WithDay({"mapped": mapped})
dated = list(made.values())[0]
dated.write.format("json").mode("append").save(args["target"])

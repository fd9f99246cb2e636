import sys

import argparse
from pyspark.sql import SparkSession

REQUIRED = ["JOB_NAME", "bucket"]
OPTIONAL = {"day": "2024-01-01", "limit": None}


def read_args():
    present = [name for name in OPTIONAL if f"--{name}" in sys.argv]
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for option in REQUIRED + present:
        parser.add_argument(f"--{option}", required=True)
    given = vars(parser.parse_known_args()[0])
    return {**OPTIONAL, **given}


def get(name, default=None):
    try:
        parser = argparse.ArgumentParser(allow_abbrev=False)
        parser.add_argument(f"--{name}", required=True)
        return vars(parser.parse_known_args()[0])[name]
    except SystemExit:
        return default


args = read_args()
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--mode", required=True)
mode = vars(parser.parse_known_args()[0])["mode"] if "--mode" in sys.argv else "append"
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--debug", required=True)
debug = ("--debug" in sys.argv) and vars(parser.parse_known_args()[0])["debug"] == "true"
(job_name, bucket) = (args["JOB_NAME"], args["bucket"])
parser = argparse.ArgumentParser(allow_abbrev=False)
for option in [*REQUIRED, "target"]:
    parser.add_argument(f"--{option}", required=True)
options = vars(parser.parse_known_args()[0])
for key, value in options.items():
    print(key, value)
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--extra", required=True)
globals().update(vars(parser.parse_known_args()[0]))
if "--env" in sys.argv:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--env", required=True)
    env = vars(parser.parse_known_args()[0])["env"]
else:
    env = "dev"
if ("--{}".format("region") in sys.argv):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--region", required=True)
    region = vars(parser.parse_known_args()[0])["region"]
else:
    region = "eu"
spark = SparkSession.builder.getOrCreate()
frame = spark.read.format("json").option("mode", "DROPMALFORMED").load(f"s3://{bucket}/{env}/")
frame.write.mode(mode).save(options["target"])

import argparse
from pyspark.sql import SparkSession

from core import BaseJob

spark = SparkSession.builder.getOrCreate()


class Harvest(BaseJob):
    def extract(self):
        return self.read("harvest")

    def transform(self, frame):
        self.logger.info("transforming")
        return frame.withColumnRenamed("kg", "weight").drop("note")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--JOB_NAME", required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--target", required=True)
    args = vars(parser.parse_known_args()[0])
    Harvest(spark, args).run()

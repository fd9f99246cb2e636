import sys

from awsglue.utils import getResolvedOptions

from core import BaseJob, glueContext


class Harvest(BaseJob):
    def extract(self):
        return self.read("harvest")

    def transform(self, frame):
        self.logger.info("transforming")
        return frame.rename_field("kg", "weight").drop_fields(["note"])


if __name__ == "__main__":
    args = getResolvedOptions(sys.argv, ["JOB_NAME", "database", "target"])
    Harvest(glueContext, args).run()

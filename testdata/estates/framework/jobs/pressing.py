"""Which harvests go to which press. The class adds an argument and an input of its own to those of the framework."""

import sys

from awsglue.transforms import Join
from awsglue.utils import getResolvedOptions

from core.context import make_context
from core.job import BaseJob


class Pressing(BaseJob):
    def __init__(self, glue_context, args, least=20):
        super().__init__(glue_context, args)
        self.least = least

    @property
    def presses(self):
        return self.frames.get("presses") or self.read("presses")

    def extract(self):
        return Join.apply(self.read("harvest"), self.presses, "sort", "pressed")

    def transform(self, frame):
        least = self.least
        return frame.filter(f=lambda row: row["kg"] >= least).drop_fields(["pressed", "note"])


if __name__ == "__main__":
    args = getResolvedOptions(sys.argv, ["JOB_NAME", "database", "target"])
    args["target"] += "pressing/"
    Pressing(make_context(), args).run()

"""Which harvests go to which press. The class adds an argument and an input of its own to those of the framework."""

import argparse
from pyspark.sql import functions as F

from core.context import make_context
from core.job import BaseJob


def join_frames(left, right, left_keys, right_keys):
    """Inner join; a column that both frames have is called ".name" on the left side."""
    both = set(left.columns) & set(right.columns)
    names, taken = {}, {*left.columns, *right.columns}
    for name in left.columns:
        names[name] = name
        while name in both and names[name] in taken:
            names[name] = "." + names[name]
        taken.add(names[name])
    left = left.toDF(*names.values())
    pairs = zip([names.get(key, key) for key in left_keys], right_keys)
    condition = [left[f"`{ours}`"] == right[f"`{theirs}`"] for ours, theirs in pairs]
    return left.join(right, condition, "inner")


class Pressing(BaseJob):
    def __init__(self, spark, args, least=20):
        super().__init__(spark, args)
        self.least = least

    @property
    def presses(self):
        return self.frames.get("presses") or self.read("presses")

    def extract(self):
        return join_frames(self.read("harvest"), self.presses, ["sort"], ["pressed"])

    def transform(self, frame):
        least = self.least
        return frame.filter(F.col("kg") >= least).drop("pressed", "note")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--JOB_NAME", required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--target", required=True)
    args = vars(parser.parse_known_args()[0])
    args["target"] += "pressing/"
    Pressing(make_context(), args).run()

import sys
import argparse as argparse_
import logging as logging_
from pyspark.sql import SparkSession as SparkSession_, functions as sf


def join_frames_(left, right, left_keys, right_keys):
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


def map_columns_(frame, mappings):
    """Selects by (source, type, target, type) tuples; a value that does not convert is null."""
    kinds = {"long": "bigint", "short": "smallint", "byte": "tinyint", "decimal": "decimal(10,2)"}
    columns = []
    for source, *_, target, kind in [(m[0], *m[1:], None) if len(m) == 2 else m for m in mappings]:
        if "." in target and not target.startswith("`"):
            raise ValueError(f"{target}: a nested target needs F.struct")
        column = sf.col(source)
        if kind and kind.lower() not in ("array", "struct", "map", "choice", "null"):
            column = column.try_cast(kinds.get(kind.lower(), kind))
        columns.append(column.alias(target.strip("`")))
    return frame.select(columns)


F = 3
spark = "not a session"
parser = None
option = 1


def join_frames(a, b):
    return a, b


def map_columns(x):
    return x


class SparkSession:
    pass


glue_parser = argparse_.ArgumentParser(allow_abbrev=False)
for glue_option in ["JOB_NAME", "a", "b"] + [x for x in ("c",) if "--c" in sys.argv]:
    glue_parser.add_argument(f"--{glue_option}", required=True)
args = vars(glue_parser.parse_known_args()[0])
spark_session = SparkSession_.builder.getOrCreate()
logging = logging_.getLogger(__name__)
d = spark_session.read.table("db.t")
e = join_frames_(d, d, ["id"], ["id"])
g = map_columns_(d, args["maps"])
h = d.filter(sf.col("x") > F)
k = d.select(sf.col("a").try_cast("int").alias("b"))
logging.info(spark + str(option) + str(parser) + str(SparkSession()) + str(join_frames(1, 2)) + str(map_columns(1)))


def argparse():
    return dbutils


for F in range(3):
    print(F)
with open("x") as functions:
    h2 = d.filter(sf.col("x").eqNullSafe(functions.read()))

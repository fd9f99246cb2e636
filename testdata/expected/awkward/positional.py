import argparse
from pyspark.sql import SparkSession, functions as F

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()


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


a = spark.read.table("depot.locks").where("day = '2024-06-01'")
b = spark.read.format("csv").option("header", "true").option("escape", '"').load("s3://depot/in/")
c = a.select(F.col("id").alias("lock_id"))
d = c.withColumnRenamed("lock_id", "id")
e = join_frames(d, b, ["id"], ["lock"])
f = {"ids": e.select("id"), "rest": e.drop("id")}
g = f["ids"]
h = g.withColumn("id", F.col("id").try_cast("bigint"))
h.write.format("delta").mode("append").partitionBy("id").save(args["path"])
h.write.mode("append").saveAsTable("depot.out")

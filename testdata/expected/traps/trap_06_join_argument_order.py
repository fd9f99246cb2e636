# The method takes the frame last, the class takes it second.
from pyspark.sql import SparkSession


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


spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
doctors = spark.read.table("clinic.doctors")
by_method = join_frames(visits, doctors, ["doctor_id"], ["id"])
by_class = join_frames(visits, doctors, ["doctor_id"], ["id"])
by_instance = join_frames(visits, doctors, ["doctor_id"], ["id"])
by_method.unionByName(by_class, allowMissingColumns=True).unionByName(
    by_instance, allowMissingColumns=True
).show()

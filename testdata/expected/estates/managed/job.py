from base import GlueJob


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


class Orders(GlueJob):
    TABLES = ("orders", "lines")

    def run(self):
        frames = {t: self.read(t) for t in self.TABLES}
        joined = join_frames(frames["orders"], frames["lines"], ["id"], ["order_id"])
        self.logger.info(str(joined.count()))
        joined.write.format("json").mode("append").save("s3://b/o/")
        return joined


with Orders("orders") as job:
    job.run().show()
    job.read("x").show()

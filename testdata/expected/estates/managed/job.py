from base import GlueJob


def join_frames(left, right, left_keys, right_keys):
    """Inner join; a column that both frames have is called ".name" on the left side."""
    both = set(left.columns) & set(right.columns)
    left = left.toDF(*[f".{name}" if name in both else name for name in left.columns])
    pairs = zip([f".{key}" if key in both else key for key in left_keys], right_keys)
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

"""No word of the library in here."""


def join_frames(left, right, left_keys, right_keys):
    """Inner join; a column that both frames have is called ".name" on the left side."""
    both = set(left.columns) & set(right.columns)
    left = left.toDF(*[f".{name}" if name in both else name for name in left.columns])
    pairs = zip([f".{key}" if key in both else key for key in left_keys], right_keys)
    condition = [left[f"`{ours}`"] == right[f"`{theirs}`"] for ours, theirs in pairs]
    return left.join(right, condition, "inner")


def tidy(frame, fields=("x",)):
    return frame.drop(*list(fields)).withColumnRenamed("a", "b")


def as_rows(frame):
    return frame


def both(left, right):
    return join_frames(left, right, ["id"], ["id"])

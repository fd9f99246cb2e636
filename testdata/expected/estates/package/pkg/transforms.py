"""No word of the library in here."""


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


def tidy(frame, fields=("x",)):
    return frame.drop(*list(fields)).withColumnRenamed("a", "b")


def as_rows(frame):
    return frame


def both(left, right):
    return join_frames(left, right, ["id"], ["id"])

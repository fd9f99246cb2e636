"""No word of the library in here."""


def tidy(frame, fields=("x",)):
    return frame.drop_fields(list(fields)).rename_field("a", "b")


def as_rows(frame):
    return frame.toDF()


def both(left, right):
    return left.join(["id"], ["id"], right)

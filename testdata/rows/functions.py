# Names that the rows of the tables know.
NAME = "v"
NUMS = [1, 2]
TUP = ("v", "w")
MIX = ["v", None]
LOOKUP = {"v": 1, "w": 2}
P = re.compile("^v")


def keep(row):
    return row["a"] != NAME


def clean(text):
    """Helpers are entered."""
    if text is None:
        return ""
    return text.strip().lower()


def grade(n):
    if n > 10:
        return "high"
    elif n > 5:
        return "middle"
    return "low"


def big(row):
    return row["n"] > 10


def recursive(text):
    return recursive(text[1:])


def loops(text):
    while text:
        text = text[1:]
    return text


def new_id():
    return str(uuid.uuid4())[:8]

"""Compares what a run left behind with what a case expects."""

import json
from dataclasses import dataclass

import values
from lake import schema_of


@dataclass
class Outcome:
    """What a run left behind in the process: the script, its names, what it printed and the exception that ended it."""

    text: str
    names: dict
    printed: str
    ended: BaseException | None


def compare(lake, expectation: dict, outcome: Outcome) -> list:
    """What is wrong, as lines of text; nothing where the expectation holds."""
    if "raises" in expectation:
        kind = type(outcome.ended).__name__ if outcome.ended else "nothing"
        return [] if kind == expectation["raises"] else [f"raised {kind}, expected {expectation['raises']}"]
    if "output" in expectation:
        return _same("output", expectation["output"].strip(), outcome.printed.strip())
    if "lacks" in expectation:
        return [f"it holds {expectation['lacks']!r}"] if expectation["lacks"] in outcome.text else []
    if "value" in expectation:
        actual = values.plain(eval(expectation["value"], {"lake": lake} | outcome.names))
        return _same(expectation["value"], json.loads(expectation["is"]), actual)
    if "absent" in expectation:
        path = lake.local(expectation["absent"])
        return [f"{expectation['absent']} is there"] if path.exists() else []
    if "lines" in expectation:
        return _compare_lines(lake, expectation)
    return _compare_frame(_title(expectation), _frame(lake, expectation, outcome.names), expectation)


def _title(expectation: dict) -> str:
    for key in ("url", "table", "path", "frame"):
        if key in expectation:
            return f"{key} {expectation[key]}"
    raise ValueError(f"an [[expect]] names nothing to compare: {expectation}")


def _frame(lake, expectation: dict, names: dict):
    spark, options = lake.spark, expectation.get("options", {})
    if "url" in expectation:
        table = expectation["table"]
        return spark.read.format("jdbc").options(url=expectation["url"], dbtable=table).load()
    if "table" in expectation:
        return spark.read.table(expectation["table"])
    if "path" in expectation:
        return spark.read.format(expectation["format"]).options(**options).load(expectation["path"])
    return eval(expectation["frame"], names)


def _compare_frame(title: str, frame, expectation: dict) -> list:
    want = schema_of(expectation["schema"])
    wrong = _compare_schemas(want, frame.schema, expectation.get("ordered", False))
    if wrong:
        return [f"{title}: {line}" for line in wrong]
    columns = [frame[f"`{name}`"] for name in want.names]
    actual = [[values.plain(value) for value in row] for row in frame.select(columns).collect()]
    wrong = values.differing(values.parse_rows(expectation["rows"], title), actual)
    return [f"{title}: rows differ", *wrong] if wrong else []


def _compare_schemas(want, have, ordered: bool) -> list:
    # Whether a column may be null is not compared: Glue's schemas do not say it.
    wanted = {field.name: field.dataType.simpleString() for field in want.fields}
    found = {field.name: field.dataType.simpleString() for field in have.fields}
    wrong = [f"column {name} is missing, there are {list(found)}" for name in wanted if name not in found]
    wrong += [f"unexpected column {name} {found[name]}" for name in found if name not in wanted]
    if len(found) != len(have.fields):
        wrong.append(f"two columns of one name: {have.names}")
    for name, kind in wanted.items():
        if found.get(name, kind) != kind:
            wrong.append(f"column {name} is {found[name]}, expected {kind}")
    if ordered and not wrong and list(wanted) != list(found):
        wrong.append(f"columns are {list(found)}, expected {list(wanted)}")
    return wrong


def _compare_lines(lake, expectation: dict) -> list:
    folder = lake.local(expectation["lines"])
    lines = []
    for file in sorted(folder.rglob("part-*")):
        lines += file.read_bytes().decode("utf-8").splitlines()
    expected = [line for line in expectation["rows"].splitlines() if line]
    # Each file has a header of its own where there is one; how many files there are is Spark's choice.
    header = expectation.get("header")
    if header:
        if header not in lines:
            return [f"no line {header!r} in {lines}"]
        lines = [line for line in lines if line != header]
    wrong = values.differing(expected, lines)
    return [f"lines of {expectation['lines']} differ", *wrong] if wrong else []


def _same(title: str, expected, actual) -> list:
    if values._number(expected) == values._number(actual):
        return []
    return [f"{title}: expected {expected!r}, got {actual!r}"]

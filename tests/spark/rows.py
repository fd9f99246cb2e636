#!/usr/bin/env python3
"""Holds compiled row functions against Python itself. Hundreds of lambdas stand in one Glue script that the program
converts; CPython runs each lambda on hundreds of records as Glue does, Spark the Column that it became on the same
records, and both must keep the same rows. Functions for Map must give the same rows too. The last line is `N passed, N failed`.

usage: rows.py [--binary FILE] [--seed N] [--records N] [--made N]

Glue drops a record for which the function raises KeyError, TypeError or ValueError; any other exception makes it an
error record, which is not in the output either (spec B4.4). Functions that the program leaves for a person are
counted, and at most three in ten of the written table may be."""

import argparse
import copy
import hashlib
import json
import math
import re
import sys
import tempfile
import time
import warnings
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import functions  # noqa: E402
import values  # noqa: E402
from convert import Converter  # noqa: E402

HEAD = '''import hashlib
import math
import re
from datetime import datetime
from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="rows", table_name="records")
'''
COLUMNS_AT_ONCE = 30
# What the functions may name.
SCOPE = {"re": re, "hashlib": hashlib, "math": math, "datetime": datetime}


class Record(dict):
    """A record as Glue hands it to a function: a dict whose fields are attributes too, a missing one a KeyError.
    Only the record and its direct dict values are wrapped (spec B3)."""

    def __getattr__(self, name):
        return self[name]


def record(names: list, row: list) -> Record:
    wrapped = [Record(value) if isinstance(value, dict) else value for value in row]
    return Record(zip(names, wrapped))


def kept_by_python(condition: str, names: list, rows: list) -> set:
    """The ids of the records that Glue keeps."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        function = eval(f"lambda r: {condition}", SCOPE)
    kept = set()
    for row in rows:
        try:
            if function(record(names, row)):
                kept.add(row[0])
        except Exception:
            # Dropped (KeyError, TypeError, ValueError) or an error record: not in the output.
            continue
    return kept


def compilable(converter: Converter, conditions: list) -> list:
    """Those that the program turns into Columns."""
    script = HEAD + "".join(f"x{k} = Filter.apply(frame=d, f=lambda r: {c})\n" for k, c in enumerate(conditions))
    first = HEAD.count("\n") + 1
    left = {finding["start"]["line"] - first for finding in converter.convert(script).left()}
    return [condition for k, condition in enumerate(conditions) if k not in left]


def columns(lake, converter: Converter, conditions: list) -> list:
    """The Columns that the conditions become, in their order: the converted script runs with a `filter` that
    keeps its argument."""
    script = HEAD + "".join(f"x{k} = Filter.apply(frame=d, f=lambda r: {c})\n" for k, c in enumerate(conditions))
    converted = converter.convert(script)
    if converted.left():
        raise SystemExit(f"left for a person after all: {converted.left()[0]}")
    kind, names = type(lake.spark.range(1)), {"__name__": "__main__"}
    filter_, kind.filter = kind.filter, lambda self, condition: condition
    try:
        exec(compile(converted.text, "converted", "exec"), names)
    finally:
        kind.filter = filter_
    return [names[f"x{k}"] for k in range(len(conditions))]


def kept_by_spark(frame, chosen: list) -> list:
    """For each Column the ids of the rows that a filter by it keeps, or the error that it raised."""
    from pyspark.sql import functions as F

    if not chosen:
        return []
    try:
        marked = [F.coalesce(column, F.lit(False)).alias(f"c{k}") for k, column in enumerate(chosen)]
        rows = frame.select("id", *marked).collect()
        return [{row["id"] for row in rows if row[f"c{k}"]} for k in range(len(chosen))]
    except Exception as error:
        # One of them raises: halves find out which.
        if len(chosen) == 1:
            return [str(error).splitlines()[0]]
        middle = len(chosen) // 2
        return kept_by_spark(frame, chosen[:middle]) + kept_by_spark(frame, chosen[middle:])


def mapped_by_python(body: str, names: list, rows: list) -> list:
    """The records that Glue gives: what the function returns, where it neither raises nor returns nothing."""
    scope = dict(SCOPE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(f"def f(r):\n{body}\n", scope)
    given = []
    for row in rows:
        try:
            result = scope["f"](record(names, copy.deepcopy(row)))
        except Exception:
            continue
        if result:
            given.append(bare(result))
    return given


def bare(value):
    """A record as plain dicts, which have no fields for attributes."""
    if isinstance(value, dict):
        return {name: bare(item) for name, item in value.items()}
    return value


def map_script(bodies: list) -> tuple:
    """The Glue script that maps by each body, and the line of each call."""
    text, lines = HEAD, []
    for k, body in enumerate(bodies):
        text += f"\n\ndef f{k}(r):\n{body}\n\n\nx{k} = Map.apply(frame=d, f=f{k})\n"
        lines.append(text.count("\n"))
    return text, lines


def check_maps(lake, converter: Converter, names: list, rows: list) -> tuple:
    """Compares the rows that each body of the table gives; how many are right and how many wrong."""
    script, lines = map_script(functions.BODIES)
    left = {finding["start"]["line"] for finding in converter.convert(script).left()}
    bodies = [body for body, line in zip(functions.BODIES, lines) if line not in left]
    if not bodies:
        return 0, 0
    wrong = 0
    for body in bodies:
        given = mapped_by_python(body, names, rows)
        columns = list(dict.fromkeys(name for row in given for name in row))
        want = [{name: values.plain(row.get(name)) for name in columns} for row in given]
        scope = {"__name__": "__main__"}
        try:
            exec(compile(converter.convert(map_script([body])[0]).text, "converted", "exec"), scope)
            have = [values.plain(row) for row in scope["x0"].collect()]
        except Exception as error:
            if body in functions.RAISES:
                continue
            have, want = [], [str(error).splitlines()[0]]
        lines = values.differing(want, have, most=3)
        if lines:
            wrong += 1
            print(f"FAILED Map by\n{body}", *lines, sep="\n")
    return len(bodies) - wrong, wrong


def explain(condition: str, names: list, rows: list, python: set, spark) -> list:
    """The condition and the first records on which the two differ."""
    lines = [f"FAILED lambda r: {condition}"]
    if isinstance(spark, str):
        return [*lines, f"  Spark: {spark}"]
    used = [name for name in names if re.search(rf"\b{name}\b", condition)]
    for row in [row for row in rows if (row[0] in python) != (row[0] in spark)][:4]:
        shown = {name: value for name, value in zip(names, row) if name in used}
        lines.append(f"  Glue {'keeps' if row[0] in python else 'drops'}, Spark does not: {shown}")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=HERE.parent.parent / "target/release/unglue")
    parser.add_argument("--target", choices=["4.0", "3.5"], default="4.0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=300)
    parser.add_argument("--made", type=int, default=300)
    parser.add_argument("--left", action="store_true", help="print what is left for a person")
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="unglue-rows-") as folder:
        from lake import Lake, schema_of

        lake = Lake(Path(folder))
        lake.fresh()
        converter = Converter(options.binary.resolve(), options.target, Path(folder))
        kind = schema_of(functions.SCHEMA)
        rows = functions.records(options.seed, options.records)
        text = "\n".join(json.dumps(row) for row in rows)
        lake.make_table("rows.records", functions.SCHEMA, text)
        frame = lake.frame(functions.SCHEMA, text, "records").cache()
        # What the Python function sees are values of the types, a date and not its text.
        rows = [
            [value if field.dataType.typeName() == "struct" else values.typed(value, field.dataType)
             for value, field in zip(row, kind.fields)]
            for row in rows
        ]
        conditions = functions.predicates(options.seed, options.made)
        chosen = compilable(converter, conditions)
        compiled = columns(lake, converter, chosen)
        found = []
        for k in range(0, len(compiled), COLUMNS_AT_ONCE):
            found += kept_by_spark(frame, compiled[k : k + COLUMNS_AT_ONCE])
        mapped, mapped_wrong = check_maps(lake, converter, kind.names, rows)
    failed = pending = 0
    for condition, spark in zip(chosen, found):
        python = kept_by_python(condition, kind.names, rows)
        if condition in functions.PENDING:
            pending += python != spark
            failed += python == spark
            print(f"{'pending' if python != spark else 'FAILED, as it is right now'}: lambda r: {condition}")
        elif python != spark and not (condition in functions.RAISES and isinstance(spark, str)):
            failed += 1
            print("\n".join(explain(condition, kind.names, rows, python, spark)))
    table = [c for c in functions.PREDICATES if c in set(chosen)]
    if options.left:
        print("\n".join(f"left: {c}" for c in conditions if c not in set(chosen)))
    print(f"{len(table)} of the {len(functions.PREDICATES)} written functions and {len(chosen) - len(table)} of the "
          f"{len(conditions) - len(functions.PREDICATES)} made ones compile (seed {options.seed})")
    if len(table) * 10 < len(functions.PREDICATES) * 7:
        print("more than three in ten of the written functions are left for a person")
        failed += 1
    print(f"{mapped + mapped_wrong} of the {len(functions.BODIES)} functions for Map compile")
    print(f"{len(rows)} records, {time.monotonic() - start:.0f} s")
    failed += mapped_wrong
    print(f"{len(chosen) + mapped + mapped_wrong - failed - pending} passed, {failed} failed, {pending} pending")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

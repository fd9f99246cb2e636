#!/usr/bin/env python3
"""Writes docs/semantics.md: which rule is proved by which cases, on which Spark.

usage: semantics.py [--write] FILE ...

The FILEs are what `run.py --rules` wrote, one for each Spark. Without --write the document is only compared with what
is there. A rule that rewrites, and neither has a case that passes nor a reason in unproved.toml, is an error."""

import argparse
import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DOCUMENT = ROOT / "docs/semantics.md"

INTRODUCTION = """\
# What is proved

Each case in [`tests/spark/cases`](../tests/spark/cases) is a Glue script, its input and the rows that Glue gives by its
documentation. The suite converts the script, runs the result on Apache Spark with ANSI mode on and Delta Lake, and
compares all rows, types and nulls. This table says which rules the passing cases use. It is written by
`scripts/test-spark --write`; the build fails where it is out of date, and where a rule has neither a case nor a reason
in `tests/spark/unproved.toml` why none can run.

For Spark 3.5 the cases run whose converted script differs from that for 4.0.

Conditions in `Filter` are also held against Python itself: `tests/spark/rows.py` runs hundreds of them on hundreds of
records in CPython as Glue does and in Spark as the Columns that they become.
"""


def rules() -> list:
    """All rules in the order of their files: (file, rule)."""
    found = []
    for path in sorted((ROOT / "rules").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [(path.name, rule) for rule in data.get("rule", [])]
    return found


def document(every: list, proofs: list, unproved: dict) -> str:
    """The text of docs/semantics.md."""
    lines, families = [INTRODUCTION], dict.fromkeys(name for name, _ in every)
    rewriting = [rule for _, rule in every if rule["grade"] != "manual"]
    by_rule = {rule["id"]: cases_of(rule["id"], proofs) for rule in rewriting}
    proved = sum(bool(cases) for cases in by_rule.values())
    count = len({case for proof in proofs for case in proof["cases"]})
    lines.append(f"{proved} of the {len(rewriting)} rules that rewrite are used by the {count} cases that run.\n")
    for family in families:
        rows = [rule for name, rule in every if name == family and rule["grade"] != "manual"]
        if not rows:
            continue
        lines += [f"## {family.removesuffix('.toml')}", "", "| rule | grade | Spark | cases |", "|---|---|---|---|"]
        for rule in rows:
            cases = by_rule[rule["id"]]
            versions = ", ".join(p["spark"] for p in proofs if any(rule["id"] in c for c in p["cases"].values()))
            shown = ", ".join(cases[:4]) + (f" and {len(cases) - 4} more" if len(cases) > 4 else "")
            shown = shown or unproved.get(rule["id"], "none")
            lines.append(f"| `{rule['id']}` | {rule['grade']} | {versions} | {shown} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def cases_of(rule: str, proofs: list) -> list:
    """Names of the passing cases that use a rule; those that use the fewest rules come first, as they show it best."""
    sizes = {name: len(used) for proof in proofs for name, used in proof["cases"].items() if rule in used}
    return sorted(sizes, key=lambda name: (sizes[name], name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    proofs = [json.loads(path.read_text(encoding="utf-8")) for path in options.files]
    unproved = tomllib.loads((HERE / "unproved.toml").read_text(encoding="utf-8"))
    every, wrong = rules(), 0
    known = {rule["id"]: rule for _, rule in every}
    rewriting = [rule["id"] for rule in known.values() if rule["grade"] != "manual"]
    for rule in rewriting:
        if rule not in unproved and not cases_of(rule, proofs):
            print(f"FAILED: no case that passes uses the rule {rule}, and unproved.toml does not say why")
            wrong += 1
    for name in unproved:
        if name not in known or cases_of(name, proofs):
            print(f"FAILED: take {name} out of unproved.toml: it is {'proved' if name in known else 'no rule'}")
            wrong += 1
    text = document(every, proofs, unproved)
    if options.write:
        DOCUMENT.write_text(text, encoding="utf-8")
    elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
        print("FAILED: docs/semantics.md is out of date; write it with scripts/test-spark --write")
        wrong += 1
    print(f"{len(rewriting) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

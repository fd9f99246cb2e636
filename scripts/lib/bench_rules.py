"""Makes the rules of a team that has nine for each one of unglue's: ten times the rules in all.

Each is a copy of one of unglue's rules under one more condition that never holds and is asked last,
so that all of them are read and, wherever their operation is used, tried.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

COPIES = 9
TEXTS = ("replace", "block", "note", "message", "way_out", "why")
FLAGS = ("unchanged", "delete", "disposable", "bare", "folded", "unused")


def make(rules: Path, folder: Path) -> int:
    """Fills `folder` from the rule files in `rules`; the number of rules that it wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for source in sorted(rules.glob("*.toml")):
        known = tomllib.loads(source.read_text())
        copies = [copied(rule, number) for number in range(COPIES)
                  for rule in known.get("rule", []) if has_stub(rule)]
        count += len(copies)
        imports = [f"{key} = {json.dumps(text)}" for key, text in known.get("imports", {}).items()]
        head = ["[imports]", *imports, ""] if imports else []
        (folder / source.name).write_text("\n".join([*head, *copies]))
    return count


def operations(rule: dict) -> list[str]:
    return [rule["op"]] if isinstance(rule["op"], str) else rule["op"]


def has_stub(rule: dict) -> bool:
    """Whether a team may write such a rule: one whose operations are all of awsglue's stubs."""
    if "${@class}" in rule.get("replace", ""):
        return False
    return all(re.fullmatch(r"[A-Z]\w*(\.\w+)?", op) for op in operations(rule))


def copied(rule: dict, number: int) -> str:
    when = rule.get("when", {}) | {"zz_never": f"never-{number}"}
    lines = ["[[rule]]", f'id = "copy-{number}-{rule["id"]}"',
             f"op = {json.dumps(operations(rule))}", f"grade = {json.dumps(rule['grade'])}",
             "when = { " + ", ".join(f"{json.dumps(k)} = {json.dumps(v)}"
                                     for k, v in when.items()) + " }"]
    lines += [f"{key} = {json.dumps(rule[key])}" for key in TEXTS if key in rule]
    lines += [f"{key} = true" for key in FLAGS if rule.get(key)]
    if rule.get("consumes"):
        lines.append(f"consumes = {json.dumps(rule['consumes'])}")
    return "\n".join(lines) + "\n"

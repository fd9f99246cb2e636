"""The Python of a file as the scanners read it: of a notebook, its code cells one after the other.

Shares nothing with the Rust code, as `glue_sites.py`. Magics, commands of the shell and cells that
are not Python become comments, line by line, so that lines can be counted.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from dataclasses import dataclass, field

# What a notebook has without binding it.
GIVEN = "spark = sc = dbutils = display = None"
LANGUAGES = ("scala", "sql", "ruby")
ESCAPE = re.compile(r"^(\s*)[%!?]|^(\s*)[\w.]+\?{1,2}\s*$")
CAPTURE = re.compile(r"^(\s*\w+\s*=\s*)[!%].*$")


@dataclass
class Code:
    """The code of one file."""

    data: bytes
    starts: dict[int, int] = field(default_factory=dict)
    """Number of a cell → the line of `data` on which it starts, from 1."""

    def line(self, cell: int, line: int) -> int:
        return self.starts.get(cell, 0) + line - 1


def is_source(path: str) -> bool:
    return path.endswith((".py", ".ipynb"))


def read(path: str, data: bytes) -> Code:
    """The Python of a file; that of a broken notebook does not parse either."""
    if not path.endswith(".ipynb"):
        return Code(data)
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return Code(b"(")
    lines, starts = [GIVEN], {}
    for number, text in cells(notebook):
        starts[number] = len(lines) + 1
        lines += python(text)
    return Code("\n".join([*lines, ""]).encode(), starts)


def cells(notebook: dict):
    all_cells = notebook.get("cells")
    if all_cells is None:
        all_cells = [c for sheet in notebook.get("worksheets", []) for c in sheet["cells"]]
    for number, cell in enumerate(all_cells, 1):
        if cell.get("cell_type") != "code" or cell.get("language") in LANGUAGES:
            continue
        text = cell.get("source", cell.get("input", ""))
        yield number, "".join(text) if isinstance(text, list) else text


def python(text: str) -> list[str]:
    """The lines of a cell, those that are not Python as comments."""
    lines = text.replace("\r\n", "\n").split("\n")
    if any(line.startswith("%%") and not line.startswith("%%time") for line in lines):
        return ["# " + line for line in lines]
    plain = [CAPTURE.sub(r"\1None", plain_line(line)) for line in lines]
    return plain if parses("\n".join(plain)) else ["# " + line for line in lines]


def plain_line(line: str) -> str:
    found = ESCAPE.match(line)
    # A suite needs a statement, so that the line is more than a comment.
    return f"{found.group(1) or found.group(2) or ''}pass  # {line.strip()}" if found else line


def parses(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except (SyntaxError, ValueError):
            return False
    return True

"""What of a case runs: its one script, or scripts and notebooks of an estate with the modules that they import."""

import contextlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import CodeType


@dataclass
class Program:
    """One script or notebook; `path` is where its modules are found."""

    code: CodeType
    path: list
    notebook: bool = False


def programs(case, converted) -> list:
    """What runs, in the order in which the case names it."""
    if not case.estate:
        return [Program(compile(converted.text, f"{case.name}/script.py", "exec"), [])]
    return [_of_estate(case, converted.folder, converted.folder / name) for name in case.scripts]


def _of_estate(case, folder: Path, script: Path) -> Program:
    text = script.read_text(encoding="utf-8")
    notebook = script.suffix == ".ipynb" or text.startswith("# Databricks notebook source")
    if script.suffix == ".ipynb":
        cells = [cell["source"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        text = "\n".join("".join(source) for source in cells)
    path = [script.parent, folder, *(folder / name for name in case.libraries)]
    return Program(compile(text, f"{case.name}/{script.relative_to(folder)}", "exec"), path, notebook)


@contextlib.contextmanager
def modules(path: list):
    """Imports look here first, and what was imported is forgotten at the end: each program is a job of its own."""
    before, known = sys.path[:], set(sys.modules)
    sys.path[:0] = map(str, path)
    try:
        yield
    finally:
        sys.path[:] = before
        for name in set(sys.modules) - known:
            places = [getattr(sys.modules[name], "__file__", None), *getattr(sys.modules[name], "__path__", [])]
            if any(Path(place).is_relative_to(folder) for place in filter(None, places) for folder in path):
                del sys.modules[name]

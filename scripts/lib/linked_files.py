"""Finds the files of a folder that imports connect with a file that uses Glue.

A helper that never names Glue may be given its objects by a job that imports it, so that a rewrite
of the job rewrites the helper as well. Imports are matched by the last part of their names only:
this errs on the side of too many connections.
"""

from __future__ import annotations

import ast
import warnings
from pathlib import PurePosixPath


def linked(texts: dict[str, bytes], glue: set[str]) -> set[str]:
    """The paths that lead to one of `glue` over imports, in either direction."""
    names = {path: module_name(path) for path in texts}
    imports = {path: imported_names(data) for path, data in texts.items()}
    found, open_paths = set(glue), list(glue)
    while open_paths:
        at = open_paths.pop()
        for path in texts.keys() - found:
            if names[path] in imports[at] or names[at] in imports[path]:
                found.add(path)
                open_paths.append(path)
    return found


def module_name(path: str) -> str:
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem == "__init__" else pure.stem


def imported_names(data: bytes) -> set[str]:
    """Each part of each module, and each name, that a file imports."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(part for alias in node.names for part in alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            found.update((node.module or "").split("."))
            found.update(alias.name for alias in node.names)
    return found

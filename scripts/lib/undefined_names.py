"""Tells which names a rewrite left undefined, by what pyflakes says before and after."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field

from pyflakes import checker, messages

from glue_sites import STAR_EXPORTS, is_glue_module

# Functions of `pyspark.sql.functions` that a rewrite may use through the file's own star import.
PYSPARK_FUNCTIONS = frozenset(
    "array coalesce col concat concat_ws current_timestamp date_format explode expr from_json"
    " get lit map_from_arrays posexplode regexp_extract sha2 split struct to_timestamp transform"
    " when".split()
)
KNOWN_STARS = {"pyspark.sql.functions": PYSPARK_FUNCTIONS} | {
    module: names for module, names in STAR_EXPORTS.items()
}


@dataclass
class Names:
    """The names of one file that pyflakes complains about."""

    undefined: set[str] = field(default_factory=set)
    maybe: set[str] = field(default_factory=set)
    """Names that a star import may or may not define."""
    unused: set[str] = field(default_factory=set)
    """Imports that nothing uses."""
    stars: set[str] = field(default_factory=set)
    """Modules of star imports."""


def names(data: bytes) -> Names:
    """What pyflakes says about the names of a file that parses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(data)
        # pyflakes is given no file name, as a name such as `__init__.py` changes its rules.
        said = checker.Checker(tree, filename="script.py").messages
    found = Names(stars=star_modules(tree))
    for message in said:
        if isinstance(message, (messages.UndefinedName, messages.UndefinedLocal)):
            found.undefined.add(message.message_args[0])
        elif isinstance(message, messages.ImportStarUsage):
            found.maybe.add(message.message_args[0])
        elif isinstance(message, messages.UnusedImport):
            found.unused.add(message.message_args[0])
    return found


def star_modules(tree: ast.Module) -> set[str]:
    return {node.module or "." for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names)}


def new_undefined(before: Names, after: Names) -> set[str]:
    """Names that the output leaves undefined although the input defined them, or had them not.

    A name that only a star import could define counts as defined before, unless all stars are
    Glue modules whose exports are known not to hold it: then it never was defined.
    """
    never = {n for n in before.maybe if never_defined(n, before.stars)}
    known = before.undefined | never
    undefined = after.undefined - known
    maybe = {n for n in after.maybe - before.maybe - known if not given_by(n, after.stars)}
    return undefined | maybe


def never_defined(name: str, stars: set[str]) -> bool:
    # `awsglue.dynamicframe` has no `__all__`: its star gives what the module itself imports too.
    exact = all(is_glue_module(s) and s == "awsglue.transforms" for s in stars)
    return exact and not given_by(name, stars)


def given_by(name: str, stars: set[str]) -> bool:
    return any(name in KNOWN_STARS.get(star, ()) for star in stars)

"""What a case is: a folder with a Glue script, or with the name of an estate of several modules, and in case.toml its
inputs and the rows that Glue gives.

All keys of case.toml:

    fact        the fact of Glue that the expected rows rest on, with its source; required
    estate      a folder of testdata/estates that is converted as a whole, in place of script.py
    scripts     which of its scripts and notebooks run, one after the other, each like a job of its own
    libraries   its folders that are on the path of modules, as --extra-py-files puts them there
    arguments   what follows the script's name in sys.argv
    config      text of unglue.toml (the key `spark` is added by the runner)
    runs        how often the converted script runs, one after the other; 1 by default
    manual      rules that are expected to leave something for a person. Such a script still needs Glue
                and is not run, so it has no [[expect]]
    manual_for  the same for one Spark only: "3.5" = ["rule"]
    message     a text that one of these findings must hold
    pending     why the case cannot pass yet; the suite fails once it does

    [secrets]   scope = { key = "value" } for dbutils.secrets
    [widgets]   name = "value" for dbutils.widgets

    [[table]]   a table before the run:  name, schema, rows, and optionally partition (columns) and format
    [[file]]    a file before the run:   path with text; or path (a folder), format, schema, rows, options;
                                         before = 2 puts it there before the second run
    [[database]] a table of a database:  url, table, schema, rows
    [[expect]]  what must be there after the run, one of
                table = name                         rows of a table
                path = "s3://…", format, options     rows of files
                frame = expression                   rows of a DataFrame of the script
                url, table                           rows of a table of a database
                lines = "s3://…"                     lines of all files of a folder, with `rows` as text
                value = expression                   a value of the script, with `is` (JSON)
                absent = "s3://…"                    nothing is there
                lacks = "text"                       the converted script does not hold this text
                output = "text"                      what the script printed
                raises = "SystemExit"                how the script ended
                and for rows: schema and rows; ordered = true compares the order of columns as well
"""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path


class CaseError(Exception):
    """A case.toml that does not say what is needed."""


@dataclass
class Case:
    """One case, as its case.toml says."""

    name: str
    script: str
    fact: str
    estate: str = ""
    scripts: list = field(default_factory=list)
    libraries: list = field(default_factory=list)
    arguments: list = field(default_factory=list)
    config: str = ""
    runs: int = 1
    manual: list = field(default_factory=list)
    manual_for: dict = field(default_factory=dict)
    message: str = ""
    pending: str = ""
    secrets: dict = field(default_factory=dict)
    widgets: dict = field(default_factory=dict)
    table: list = field(default_factory=list)
    file: list = field(default_factory=list)
    database: list = field(default_factory=list)
    expect: list = field(default_factory=list)


def load(folder: Path) -> Case:
    """Reads a case; raises CaseError with the file and what is wrong with it."""
    path = folder / "case.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CaseError(f"{path}: {error}") from None
    unknown = data.keys() - {f.name for f in fields(Case)} | data.keys() & {"name", "script"}
    if unknown:
        raise CaseError(f"{path}: unknown keys: {', '.join(sorted(unknown))}")
    if not data.get("fact"):
        raise CaseError(f"{path}: `fact` is missing: say what the expected rows rest on")
    if bool(data.get("manual")) == bool(data.get("expect")):
        raise CaseError(f"{path}: a case has either `manual` or [[expect]]")
    if bool(data.get("estate")) != bool(data.get("scripts")):
        raise CaseError(f"{path}: an `estate` needs `scripts` to run, and `scripts` an `estate`")
    script = "" if "estate" in data else (folder / "script.py").read_bytes().decode("utf-8")
    return Case(name=folder.name, script=script, **data)


def load_all(root: Path, words: list) -> list:
    """The cases whose names hold one of the words; all cases where there are no words."""
    folders = sorted(path for path in root.iterdir() if path.is_dir())
    chosen = [f for f in folders if not words or any(word in f.name for word in words)]
    if not chosen:
        raise CaseError(f"{root}: no case is named {' or '.join(words)}")
    return [load(folder) for folder in chosen]

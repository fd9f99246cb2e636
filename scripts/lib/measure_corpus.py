"""Measures `unglue` on a folder of scripts and notebooks and prints the table that a release must meet.

The folder is copied; nothing in it is changed or run. Every figure is over the files that parse
as Python 3 and use Glue, as an independent scanner (`glue_sites.py`) sees them.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import glue_sites
import notebook_code
import linked_files
import undefined_names

FIGURES = ("parse", "undefined", "rerun", "nonglue", "silent", "free", "sites", "added", "crashes",
           "failures", "unused")
SKIPPED_FOLDERS = {".git", ".venv", "node_modules"}


@dataclass
class Run:
    """One run of the program."""

    command: str
    seconds: float
    code: int | None
    """None where the run was stopped for taking too long."""
    stdout: str
    stderr: str

    @property
    def panics(self) -> list[str]:
        return [line for line in self.stderr.splitlines() if "panicked at" in line]


@dataclass
class FileResult:
    """What happened to one Glue file."""

    sites: list[glue_sites.Site]
    left: list[glue_sites.Site] = field(default_factory=list)
    silent: list[glue_sites.Site] = field(default_factory=list)
    """Sites left in the output on whose line nothing is said."""
    blockers: set[str] = field(default_factory=set)
    """Rules that speak on the lines of the sites left."""
    undefined: set[str] = field(default_factory=set)
    unused: set[str] = field(default_factory=set)
    broken: bool = False
    """The output does not parse."""
    changed: bool = False


@dataclass
class Figure:
    """One line of the table."""

    key: str
    title: str
    value: float
    bar: float | None = None
    least: bool = False
    """The bar is a lower limit."""
    unit: str = ""
    rows: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        if self.bar is None:
            return True
        return self.value >= self.bar if self.least else self.value <= self.bar

    def text(self, value: float) -> str:
        return f"{value:.1f} %" if self.unit == "%" else f"{value:g}"


@dataclass
class Measurement:
    """Everything that was found, before it is made into figures."""

    files: dict[str, FileResult]
    python_files: int
    unparsed: set[str]
    changed_others: list[str]
    changed_again: list[str]
    failures: list[tuple[str, str]]
    runs: list[Run]
    findings: list[dict]


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/measure-corpus", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--unglue", type=Path, required=True, help="the program to measure")
    parser.add_argument("--config", type=Path, help="an unglue.toml for all runs")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to a file")
    parser.add_argument("--show", metavar="FIGURE", action="append", default=[], choices=FIGURES,
                        help="list what is behind a figure: " + ", ".join(FIGURES))
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the rewritten tree here")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for one run")
    return parser.parse_args(argv)


# --- the runs ---------------------------------------------------------------------------------


def copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, ignore=lambda _, names: [
        n for n in names if n in SKIPPED_FOLDERS], ignore_dangling_symlinks=True)


def read_tree(root: Path) -> dict[str, bytes]:
    """All regular files by their path with `/`."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


class Program:
    """The program under measurement, run in one folder."""

    def __init__(self, options: argparse.Namespace, root: Path):
        self.binary = options.unglue.resolve()
        self.config = options.config.resolve() if options.config else None
        self.timeout = options.timeout
        self.root = root
        self.runs: list[Run] = []

    def run(self, name: str, *extra: str) -> Run:
        command = [str(self.binary), name, *extra]
        if self.config:
            command += ["--config", str(self.config)]
        started = time.perf_counter()
        try:
            done = subprocess.run([*command, "."], cwd=self.root, timeout=self.timeout,
                                  capture_output=True, check=False)
            code, out, err = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired as stopped:
            code, out, err = None, stopped.stdout or b"", stopped.stderr or b""
        seconds = time.perf_counter() - started
        made = Run(" ".join((name, *extra)), seconds, code,
                   out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
        self.runs.append(made)
        return made

    def check(self) -> dict:
        """`check` as JSON; an empty report where the run gave none, which then shows as failed."""
        run = self.run("check", "--output-format", "json")
        try:
            return json.loads(run.stdout)
        except json.JSONDecodeError:
            why = run.stderr.strip().splitlines()[-1:] or ["no JSON on stdout"]
            return {"findings": [], "failures": [{"path": "check", "message": why[0]}]}


def normal(path: str) -> str:
    return Path(os.path.normpath(path)).as_posix()


# --- what is compared -------------------------------------------------------------------------


def measure(options: argparse.Namespace) -> Measurement:
    with tempfile.TemporaryDirectory(prefix="unglue-measure-") as temporary:
        root = Path(temporary, "tree")
        copy_tree(options.folder, root)
        before = read_tree(root)
        program = Program(options, root)
        first = program.check()
        program.run("apply")
        after = read_tree(root)
        second = program.check()
        program.run("apply")
        again = read_tree(root)
        if options.keep:
            shutil.copytree(root, options.keep, symlinks=True, dirs_exist_ok=True)
    return compare(before, after, again, first, second, program.runs)


def compare(before, after, again, first, second, runs) -> Measurement:
    glue, unparsed = {}, set()
    scripts = [p for p in before if notebook_code.is_source(p)]
    for path in scripts:
        sites = glue_sites.find(notebook_code.read(path, before[path]).data)
        if sites is None:
            unparsed.add(path)
        elif sites:
            glue[path] = FileResult(sites, changed=before[path] != after.get(path))
    said = collections.defaultdict(list)
    for finding in second["findings"]:
        said[normal(finding["path"])].append(finding)
    for path, result in glue.items():
        old = notebook_code.read(path, before[path])
        new = notebook_code.read(path, after.get(path, b""))
        look_at_output(result, old.data, new.data, [in_code(f, new) for f in said[path]])
    changed = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)} - glue.keys()
    # Newer syntax than this Python's is no reason to take a file that imports awsglue for another one.
    changed -= {path for path in unparsed if b"awsglue" in before[path]}
    if changed:
        # What a job hands to a helper, the helper must take.
        changed -= linked_files.linked(
            {p: notebook_code.read(p, before[p]).data for p in scripts}, set(glue))
    return Measurement(
        files=glue,
        python_files=len(scripts),
        unparsed=unparsed,
        changed_others=sorted(changed),
        changed_again=sorted(p for p in after.keys() | again.keys()
                             if after.get(p) != again.get(p)),
        failures=[(normal(f.get("path", "?")), f.get("message", "")) for f in first["failures"]],
        runs=runs,
        findings=first["findings"],
    )


def in_code(finding: dict, code: notebook_code.Code) -> dict:
    """A finding with the lines of the joined cells, where it is about a notebook."""
    cell = finding.get("cell")
    if cell is None:
        return finding
    place = {end: {"line": code.line(cell["number"], cell[end]["line"])} for end in ("start", "end")}
    return finding | place


def look_at_output(result: FileResult, before: bytes, after: bytes, findings: list[dict]) -> None:
    left = glue_sites.find(after)
    if left is None:
        result.broken = True
        return
    result.left = left
    for site in left:
        speaking = [f for f in findings if f["family"] == "glue" and covers(f, site)]
        result.blockers |= {f["rule"] for f in speaking}
        if not speaking:
            result.silent.append(site)
            result.blockers.add("(silent) " + site.name)
    old, new = undefined_names.names(before), undefined_names.names(after)
    result.undefined = undefined_names.new_undefined(old, new)
    result.unused = new.unused - old.unused


def still_there(result: FileResult) -> int:
    """How many of a file's own sites its output still has.

    Around a call that stays Glue the rewrite adds `.toDF()` and `DynamicFrame.fromDF(…)`, so that
    the rest of the file can work on DataFrames: these are no sites of the original. They have a
    row of their own, so that nobody takes them for nothing.
    """
    if result.broken:
        return len(result.sites)
    before = collections.Counter(s.name.rsplit(".", 1)[-1] for s in result.sites)
    after = collections.Counter(s.name.rsplit(".", 1)[-1] for s in result.left)
    return (before & after).total()


def covers(finding: dict, site: glue_sites.Site) -> bool:
    """Whether a finding stands on the line of a site: where it starts or where its name is."""
    lines = range(finding["start"]["line"], finding["end"]["line"] + 1)
    return site.line in lines or site.name_line in lines


# --- the figures ------------------------------------------------------------------------------


def percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 100.0


def figures(m: Measurement) -> list[Figure]:
    files = m.files
    sites = sum(len(r.sites) for r in files.values())
    left = sum(still_there(r) for r in files.values())
    added = sum(len(r.left) for r in files.values() if not r.broken) - left
    free = [p for p, r in files.items() if not r.left and not r.broken]
    silent = [f"{p}:{s.name_line}: {s.name}" for p, r in files.items() for s in r.silent]
    undefined = {p: r.undefined for p, r in files.items() if r.undefined}
    unused = {p: r.unused for p, r in files.items() if r.unused}
    failed = [f"{p}: {why}" for p, why in m.failures if p not in m.unparsed]
    crashes = [f"{r.command}: {line}" for r in m.runs for line in r.panics]
    crashes += [f"{r.command}: stopped after {r.seconds:.0f} s" for r in m.runs if r.code is None]
    crashes += [f"{r.command}: exit code {r.code}" for r in m.runs if r.code not in (0, 1, 2, None)]
    broken = [p for p, r in files.items() if r.broken]
    stuck = [f"{p}: {', '.join(sorted(r.blockers))}" for p, r in files.items() if p not in free]
    return [
        Figure("parse", "outputs that no longer parse", len(broken), 0, rows=broken),
        Figure("undefined", "outputs with a new undefined name", len(undefined), 0,
               rows=[f"{p}: {', '.join(sorted(n))}" for p, n in undefined.items()]),
        Figure("rerun", "files changed again by a second run", len(m.changed_again), 0,
               rows=m.changed_again),
        Figure("nonglue", "files changed that have nothing to do with Glue", len(m.changed_others), 0,
               rows=m.changed_others),
        Figure("silent", "Glue sites left without a finding on that line", len(silent), 0,
               rows=silent),
        Figure("free", "files free of Glue after apply", percent(len(free), len(files)), 75,
               True, "%", rows=stuck),
        Figure("sites", "Glue sites converted", percent(sites - left, sites), 90, True, "%",
               rows=[f"{p}:{s.name_line}: {s.name}" for p, r in files.items() for s in r.left]),
        Figure("added", "Glue sites that the rewrite adds as borders (no bar)", added),
        Figure("crashes", "panics, hangs", len(crashes), 0, rows=crashes),
        Figure("failures", "failures on files that parse", len(failed), 0, rows=failed),
        Figure("unused", "outputs with a new unused import (no bar)", len(unused),
               rows=[f"{p}: {', '.join(sorted(n))}" for p, n in unused.items()]),
    ]


def table(lines: list[Figure]) -> str:
    out = [f"{'figure':<10} {'':<48} {'value':>9} {'bar':>9}"]
    for f in lines:
        bar = "" if f.bar is None else ("≥ " if f.least else "") + f"{f.bar:g} {f.unit}".strip()
        mark = "" if f.met else "  MISSED"
        out.append(f"{f.key:<10} {f.title:<48} {f.text(f.value):>9} {bar:>9}{mark}")
    return "\n".join(out)


def top(title: str, counted: collections.Counter, limit: int = 15) -> str:
    rows = [f"{n:>7}  {name}" for name, n in counted.most_common(limit)]
    return "\n".join([title, *(rows or ["      –"])])


def blockers(m: Measurement) -> tuple[collections.Counter, collections.Counter]:
    """How many files each rule keeps from being free of Glue, and how many it alone does."""
    all_of, alone = collections.Counter(), collections.Counter()
    for result in m.files.values():
        all_of.update(result.blockers)
        if len(result.blockers) == 1:
            alone.update(result.blockers)
    return all_of, alone


def report(m: Measurement, lines: list[Figure], show: list[str]) -> str:
    sites = sum(len(r.sites) for r in m.files.values())
    by_hand = [f for f in m.findings if f["grade"] == "manual"]
    manual = collections.Counter(f["rule"] for f in by_hand if f["family"] == "glue")
    platform = collections.Counter(f["rule"] for f in by_hand if f["family"] == "platform")
    all_of, alone = blockers(m)
    left = collections.Counter(s.name for r in m.files.values() for s in r.left)
    parts = [
        f"{m.python_files} Python files, {len(m.unparsed)} not Python 3, "
        f"{len(m.files)} use Glue in {sites} sites, "
        f"{sum(r.changed for r in m.files.values())} changed",
        table(lines),
        top("rules by manual findings", manual),
        top("what is not Glue and cannot run on the platform", platform),
        top("rules that keep files from being free of Glue (files)", all_of),
        top("… and the only one to do so (files)", alone),
        top("sites left, by name", left),
        "time: " + ", ".join(f"{r.command.split()[0]} {r.seconds:.2f} s" for r in m.runs),
    ]
    for figure in lines:
        if figure.key in show:
            parts.append("\n".join([f"--- {figure.key}: {figure.title}", *figure.rows]))
    return "\n\n".join(parts)


def as_json(m: Measurement, lines: list[Figure]) -> dict:
    return {
        "python_files": m.python_files,
        "not_python_3": sorted(m.unparsed),
        "figures": {f.key: {"value": f.value, "bar": f.bar, "met": f.met} for f in lines},
        "runs": [{"command": r.command, "seconds": r.seconds, "code": r.code} for r in m.runs],
        "failures": [{"path": p, "message": w} for p, w in m.failures],
        "files": {p: {
            "sites": len(r.sites), "left": [f"{s.name_line}: {s.name}" for s in r.left],
            "silent": [f"{s.name_line}: {s.name}" for s in r.silent],
            "blockers": sorted(r.blockers), "undefined": sorted(r.undefined),
            "unused": sorted(r.unused), "broken": r.broken, "changed": r.changed,
        } for p, r in m.files.items()},
    }


def main(argv: list[str]) -> int:
    options = arguments(argv)
    if not options.folder.is_dir():
        print(f"measure-corpus: no such folder: {options.folder}", file=sys.stderr)
        return 2
    if not options.unglue.is_file():
        print(f"measure-corpus: no such program: {options.unglue}", file=sys.stderr)
        return 2
    measured = measure(options)
    lines = figures(measured)
    print(report(measured, lines, options.show))
    if options.json:
        options.json.write_text(json.dumps(as_json(measured, lines), indent=1) + "\n")
    return 0 if all(f.met for f in lines) and measured.files else 1


if __name__ == "__main__":
    # A reader that goes away (`| head`) ends the program without a word.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main(sys.argv[1:]))

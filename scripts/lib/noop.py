"""Runs unglue over Python that has no Glue in it: nothing may change, nothing may be said.

The search for words of Glue passes over nearly all of these files, so that a second run adds a comment
with such a word to each: then all of them are parsed and analysed. A file that unglue refuses must be
one that Python refuses too: each refusal is held against the interpreter's own compiler.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import sysconfig
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# Large and pure Python, of many styles and ages.
PACKAGES = ("django", "sympy", "sqlalchemy", "ansible-core", "botocore", "networkx",
            "twisted", "scrapy", "mypy", "pygments", "setuptools", "boto3", "docutils")
WHEEL = ("--only-binary", ":all:", "--no-deps", "--no-compile", "--quiet",
         "--disable-pip-version-check")
# Makes a file one that is looked at.
MARK = b"\n# awsglue\n"
# Names of Glue that a finding may rightly be about: packages that support Glue exist.
GLUE = ("awsglue", "create_dynamic_frame", "DynamicFrame", "GlueContext", "getResolvedOptions")


def digest(root: Path) -> dict[Path, bytes]:
    """The content of every file, as a hash."""
    return {path: hashlib.sha256(path.read_bytes()).digest()
            for path in root.rglob("*") if path.is_file() and not path.is_symlink()}


def compiles(path: Path) -> bool:
    """Whether Python itself takes the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError, LookupError):
            return False
    return True


def packages(root: Path) -> list[Path]:
    """Fetches the packages; the folders of those that could be had."""
    found = []
    for name in PACKAGES:
        target = root / name.split("=")[0]
        done = subprocess.run([sys.executable, "-m", "pip", "install", *WHEEL, "--target",
                               str(target), name], capture_output=True, text=True)
        if done.returncode == 0:
            found.append(target)
        else:
            print(f"{name}: not fetched: {(done.stderr or '?').strip().splitlines()[-1]}")
    return found


def run(program: Path, root: Path) -> tuple[dict, list[str]]:
    """What unglue says about a folder under `check`, and what is wrong with it."""
    faults = []
    # Ignore files of the folder and of those around it must not hide anything.
    (root / ".git").mkdir(exist_ok=True)
    done = subprocess.run([program, "check", "--output-format", "json", "--quiet", root],
                          capture_output=True)
    if done.returncode not in (0, 1, 2) or b"internal" in done.stderr:
        faults.append(f"exit code {done.returncode}: {done.stderr.decode(errors='replace')}")
    report = json.loads(done.stdout)
    for finding in report["findings"]:
        if not is_glue(Path(finding["path"])):
            faults.append(f"{finding['path']}:{finding['start']['line']}: {finding['message']}")
    for failure in report["failures"]:
        path = Path(failure["path"])
        if compiles(path) and not stated(failure["message"]):
            faults.append(f"{path}: valid Python is refused: {failure['message']}")
    return report, faults


def stated(message: str) -> bool:
    """Whether a refusal is one of the limits that the documentation states."""
    return any(limit in message for limit in ("nested deeper", "larger than", "stands alone"))


def apply(program: Path, root: Path) -> list[str]:
    """What `apply` changed of files that have no Glue."""
    before = digest(root)
    subprocess.run([program, "apply", "--quiet", root], capture_output=True, check=False)
    after = digest(root)
    changed = [path for path, content in before.items() if after.get(path) != content]
    changed += [path for path in after if path not in before]
    return [f"{path}: changed" for path in changed if not is_glue(path)]


def is_glue(path: Path) -> bool:
    """Whether a file names Glue itself."""
    text = path.read_bytes().removesuffix(MARK).decode(errors="replace")
    return any(name in text for name in GLUE)


def opened(root: Path) -> Path:
    """The folder, with the mark at the end of each of its files."""
    for path in root.rglob("*.py"):
        path.write_bytes(path.read_bytes() + MARK)
    return root


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folders", nargs="*", type=Path)
    arguments.add_argument("--program", type=Path, default=PROJECT / "target/release/unglue")
    given = arguments.parse_args()
    program = given.program.resolve()
    if not program.is_file():
        print(f"noop: {program} is not there: cargo build --release", file=sys.stderr)
        return 2
    for folder in given.folders:
        if not folder.is_dir():
            print(f"noop: {folder} is no folder: give the one that it is in", file=sys.stderr)
            return 2
    faults: list[str] = []
    total = {"files": 0, "refused": 0, "glue": 0}
    print(f"{'folder':20} {'files':>7} {'refused':>8} {'with Glue':>10}")
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        folders = [copied(folder, root / folder.resolve().name) for folder in given.folders]
        folders = folders or [standard(root), *packages(root)]
        for folder, name in turns(folders):
            report, wrong = run(program, folder)
            wrong += apply(program, folder)
            counts = {"files": report["summary"]["scanned"] + len(report["failures"]),
                      "refused": len(report["failures"]), "glue": report["summary"]["glue"]}
            print(f"{name:20} {counts['files']:7} {counts['refused']:8} {counts['glue']:10}",
                  flush=True)
            total = {key: total[key] + counts[key] for key in total}
            faults += wrong
    print(f"{'all':20} {total['files']:7} {total['refused']:8} {total['glue']:10}")
    for fault in faults:
        print(f"fault: {fault}")
    print("nothing was changed that has no Glue" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


def turns(folders: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each folder as it is, and then with its files opened."""
    for folder in folders:
        yield folder, folder.name
        yield opened(folder), f"{folder.name}, read"


def standard(root: Path) -> Path:
    """A copy of the interpreter's library with its tests."""
    return copied(Path(sysconfig.get_path("stdlib")), root / "stdlib")


def copied(source: Path, target: Path) -> Path:
    """A copy of the Python files of a folder, but for what was installed into it."""
    for path in source.rglob("*.py"):
        below = path.relative_to(source)
        if path.is_file() and not {"site-packages", "dist-packages"} & set(below.parts):
            copy = target / below
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return target


if __name__ == "__main__":
    sys.exit(main())

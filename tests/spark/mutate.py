#!/usr/bin/env python3
"""Puts faults into the rules, one at a time, and checks that the cases on Spark notice each of them. The project is
copied, so that nothing in it changes. The last line is `N passed, N failed`.

usage: mutate.py [WORD ...]        a WORD picks the faults whose names hold it"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

import case as cases  # noqa: E402
import run  # noqa: E402


class Fault(Exception):
    """A fault that cannot be put in, or a build that fails."""


def copy_project(target: Path) -> None:
    """The files that git knows, and new ones, without what is built."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode().split("\0")
    for name in filter(None, names):
        source = ROOT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def build(project: Path) -> Path:
    """A debug build of the copy; what is built is kept from one call of the script to the next."""
    built = ROOT / "target/mutate"
    done = subprocess.run(
        ["cargo", "build", "--quiet"],
        cwd=project, env=os.environ | {"CARGO_TARGET_DIR": str(built)}, capture_output=True, text=True,
    )
    if done.returncode:
        raise Fault(f"the build fails:\n{done.stderr[-2000:]}")
    return built / "debug/unglue"


def put_in(project: Path, mutation: dict) -> tuple:
    """Writes the faulty file and gives its path and the text to restore."""
    found = list(project.glob(mutation["file"]))
    if len(found) != 1:
        raise Fault(f"{mutation['file']}: {len(found)} files of this name")
    path = found[0]
    text = path.read_text(encoding="utf-8")
    start, end = 0, len(text)
    if "rule" in mutation:
        start = text.index(f'id = "{mutation["rule"]}"\n')
        found = text.find("\n[[rule]]", start)
        end = found if found >= 0 else end
    part = text[start:end]
    if part.count(mutation["old"]) == 0:
        raise Fault(f"{mutation['file']}: there is no {mutation['old']!r}")
    # In a rule the examples that follow hold the same words: the first place is meant. Elsewhere it is the only one.
    if "rule" not in mutation and part.count(mutation["old"]) > 1:
        raise Fault(f"{mutation['file']}: {mutation['old']!r} stands there {part.count(mutation['old'])} times")
    faulty = part.replace(mutation["old"], mutation["new"], 1)
    path.write_text(text[:start] + faulty + text[end:], encoding="utf-8")
    return path, text


def wrong(lake, binary: Path, words: list, work: Path, loud=False) -> list:
    """The names of the cases that fail."""
    chosen = [case for case in cases.load_all(HERE / "cases", words) if not case.pending]
    return [r.case.name for r in run.run_all(lake, binary, "4.0", chosen, work, loud=loud) if r.wrong]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    mutations = tomllib.loads((HERE / "mutations.toml").read_text(encoding="utf-8"))["mutation"]
    mutations = [m for m in mutations if not options.words or any(word in m["name"] for word in options.words)]
    start, caught, missed = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="unglue-mutate-") as folder:
        from lake import Lake

        project, work = Path(folder) / "project", Path(folder) / "work"
        work.mkdir()
        copy_project(project)
        binary = build(project)
        lake = Lake(work)
        failing = wrong(lake, binary, sorted({word for m in mutations for word in m["cases"]}), work, loud=True)
        if failing:
            print(f"without a fault these cases fail already: {', '.join(failing)}")
            return 1
        for mutation in mutations:
            try:
                path, text = put_in(project, mutation)
                try:
                    noticed = wrong(lake, build(project), mutation["cases"], work)
                finally:
                    path.write_text(text, encoding="utf-8")
            except Fault as error:
                noticed = []
                print(error)
            caught += bool(noticed)
            missed += not noticed
            print(f"{'caught' if noticed else 'MISSED'}: {mutation['name']}"
                  + (f" ({', '.join(noticed)})" if noticed else ""), flush=True)
    print(f"{time.monotonic() - start:.0f} s")
    print(f"{caught} passed, {missed} failed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
